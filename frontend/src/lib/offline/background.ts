/**
 * Sends the outbox from the service worker, while no page is seen that could: the same machine
 * under the same lock, as the person whom the device's last page belonged to.
 */
import { type Grant, keepAttemptIn, onGrant, renew } from '$lib/client/token';
import { syncTag } from './background-tag';
import type { OutboxItem } from './outbox';
import { server } from './peer';
import { sharedAttempt, withDatabase } from './shared-attempt';
import { browserSurroundings, Sync } from './sync';

/** Rejects while something is left that may leave later, so that the browser tries again. */
export function sendInBackground(): Promise<void> {
  keepAttemptIn(sharedAttempt);
  return withDatabase(async (database) => {
    const sender = await database.note('sender');
    const mine = ({ parcel, state }: OutboxItem) => state !== 'kept' && (parcel.kind === 'answer' || parcel.person === sender);
    const items = (await database.outbox()).filter(mine);
    if (items.length === 0) return;
    let grant: Grant | undefined;
    const quiet = onGrant((next) => (grant = next));
    try {
      if (items.some(({ parcel }) => parcel.kind !== 'answer')) await renew();
      const person = () => (grant?.person.id === sender ? sender : undefined);
      const channel = new BroadcastChannel(syncTag);
      const surroundings = { ...browserSurroundings(() => ({ person: person() })), at: () => () => undefined };
      const sync = new Sync(database, server, surroundings, () => channel.postMessage('changed'));
      await sync.nudge();
      channel.close();
    } finally {
      quiet();
    }
    const left = (await database.outbox()).filter((item) => mine(item) && (item.parcel.kind === 'answer' || grant));
    if (left.length > 0) throw new Error(`${left.length} of ${items.length} could not be sent yet`);
  });
}
