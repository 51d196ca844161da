/** Web push to this browser (W3C Push API); the service worker shows what comes. */
import { push } from '$lib/client/field-profile';

export const canBePushed = (): boolean => 'serviceWorker' in navigator && 'PushManager' in globalThis && 'Notification' in globalThis;

/** Whether this browser is subscribed. */
export async function subscribed(): Promise<boolean> {
  if (!canBePushed()) return false;
  const registration = await navigator.serviceWorker.getRegistration();
  return Boolean(await registration?.pushManager.getSubscription());
}

/** Asks the person and tells the server. Rejects when browser or server refuse. */
export async function subscribe(): Promise<'granted' | 'denied'> {
  if ((await Notification.requestPermission()) !== 'granted') return 'denied';
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytesOf(await push.key()) };
  const earlier = await registration.pushManager.getSubscription();
  const subscription = earlier ?? (await registration.pushManager.subscribe(options));
  await push.save(subscription.toJSON());
  return 'granted';
}

export async function unsubscribe(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  if (!subscription) return;
  await push.remove(subscription.endpoint);
  await subscription.unsubscribe();
}

/** Base64url (RFC 4648, section 5) without padding. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
