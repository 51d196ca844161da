import { syncTag } from './background-tag';
import { Database } from './db';
import { inOrder, type OutboxItem, type Sender, type Unsent, unsentOf } from './outbox';
import { server } from './peer';
import { browserSurroundings, Sync } from './sync';

/**
 * This device's storage and outbox as the pages see them: `items` follows the outbox, in
 * this tab and all others. Open once per page.
 */
export class Device {
  items = $state.raw<OutboxItem[]>([]);
  readonly unsent: Unsent = $derived(unsentOf(this.items));
  readonly sync: Sync;
  readonly #channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(syncTag);

  private constructor(
    readonly database: Database,
    sender: () => Sender
  ) {
    this.sync = new Sync(database, server, browserSurroundings(sender), () => this.#tell());
    this.#channel?.addEventListener('message', () => void this.refresh());
    addEventListener('online', () => void this.sync.nudge());
    globalThis.navigator.serviceWorker?.addEventListener('message', (event) => {
      if (event.data === 'send') void this.sync.nudge();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') void this.sync.run();
    });
  }

  /** Opens the storage and begins to send what waits. Rejects when the browser keeps nothing. */
  static async open(sender: () => Sender): Promise<Device> {
    const device = new Device(await Database.open(), sender);
    await device.refresh();
    // Somebody is looking: pauses from an earlier visit count no more.
    void device.sync.nudge();
    return device;
  }

  /** Moves a draft into the outbox and begins to send. False when it was handed in before. */
  async handIn(item: OutboxItem): Promise<boolean> {
    const done = await this.database.handIn(item);
    this.#tell();
    void this.sync.run();
    askForSync();
    return done;
  }

  /** Puts an act into the outbox and begins to send; it is on the disk when this resolves. */
  async enqueue(item: OutboxItem): Promise<void> {
    await this.database.enqueue(item);
    await this.refresh();
    this.#channel?.postMessage('changed');
    void this.sync.run();
    askForSync();
  }

  async discard(id: string): Promise<void> {
    await this.database.discardItem(id);
    this.#tell();
  }

  async refresh(): Promise<void> {
    this.items = inOrder(await this.database.outbox());
  }

  #tell(): void {
    void this.refresh();
    this.#channel?.postMessage('changed');
  }
}

/** Background Synchronization (WICG), which not all browsers have. */
interface SyncRegistration extends ServiceWorkerRegistration {
  sync?: { register(tag: string): Promise<void> };
}

/** Asks the browser to wake the service worker when the network is back, also after all pages are closed. */
function askForSync(): void {
  const ready = navigator.serviceWorker?.getRegistration() as Promise<SyncRegistration | undefined> | undefined;
  // Where the browser has none of it, or the person does not allow it, the next visit sends.
  void ready?.then((registration) => registration?.sync?.register(syncTag)).catch((reason: unknown) => console.warn('No sending in the background:', reason));
}

/**
 * Asks the browser not to evict this device's data when space runs short. Browsers may
 * refuse; nothing else depends on it.
 */
export async function askToKeep(): Promise<boolean> {
  return (await navigator.storage?.persist?.().catch(() => false)) ?? false;
}
