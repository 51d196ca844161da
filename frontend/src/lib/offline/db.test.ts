import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, it } from 'vitest';
import { Database } from './db';
import { nextStep } from './outbox';

/** The database as pages before repeats and pieces of files left it. */
async function first(name: string): Promise<void> {
  const db = await openDB(name, 1, {
    upgrade(fresh) {
      fresh.createObjectStore('drafts', { keyPath: 'id' }).createIndex('scope', 'scope', { unique: true });
      fresh.createObjectStore('outbox', { keyPath: 'id' });
      fresh.createObjectStore('media', { keyPath: ['response', 'id'] });
      fresh.createObjectStore('receipts', { keyPath: 'id' }).createIndex('deliveredAt', 'deliveredAt');
      fresh.createObjectStore('copies', { keyPath: 'key' });
    }
  });
  await db.put('drafts', draft);
  await db.put('outbox', item);
  await db.put('media', { response: 'r2', id: 'aa', content: new Blob(['photo']) });
  await db.put('receipts', { id: 'r0', scope: 'link:t', title: 'T', queuedAt: 1, deliveredAt: 2 });
  await db.put('copies', { key: 'link:t', content: { any: 1 }, savedAt: 3 });
  db.close();
}

const draft = {
  id: 'r1',
  scope: 'link:t',
  definition: { id: 'd', version: 1 },
  answers: { rating: 4, people: 'many' },
  attachments: [],
  language: 'en',
  startedAt: '2026-01-01T10:00:00.000Z',
  changedAt: '2026-01-01T10:01:00.000Z',
  seed: 7,
  at: 'rating'
};
const photo = { id: 'aa', question: 'photo', name: 'a.jpg', type: 'image/jpeg', size: 5 };
const item = {
  id: 'r2',
  parcel: {
    kind: 'report' as const,
    project: 'p',
    person: 'anna',
    content: { id: 'r2', assignment: 'a', definition: { id: 'd', version: 1 }, answers: {}, language: 'en', startedAt: 's', submittedAt: 'e', attachments: [photo] }
  },
  title: 'R',
  state: 'sending' as const,
  received: true,
  attached: [],
  failures: 0,
  notBefore: 0,
  needsSignIn: false,
  queuedAt: 1
};

describe('a database of an earlier version', () => {
  it('opens with everything in it, and sends what waits', async () => {
    await first('earlier');
    const database = await Database.open('earlier');
    expect(await database.draftOf('link:t')).toEqual(draft);
    const [waiting] = await database.outbox();
    expect(waiting).toEqual(item);
    expect(nextStep(waiting ?? item)).toEqual({ kind: 'standing', attachment: photo });
    expect(await (await database.medium('r2', 'aa'))?.text()).toBe('photo');
    expect((await database.receipts()).map(({ id }) => id)).toEqual(['r0']);
    expect((await database.copy('link:t'))?.content).toEqual({ any: 1 });
    await database.saveFile('ff', new Blob(['new']));
    expect(await (await database.file('ff'))?.text()).toBe('new');
    database.close();
  });

  it('an earlier page that is still open lets go, so that the later one opens', async () => {
    const old = await openDB('held', 1, { upgrade: (fresh) => void fresh.createObjectStore('drafts', { keyPath: 'id' }).createIndex('scope', 'scope', { unique: true }), blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close() });
    const database = await Database.open('held');
    await expect(old.put('drafts', draft)).rejects.toThrow();
    database.close();
  });
});

describe('the name of this device', () => {
  it('is minted once, also when two pages ask at the same time', async () => {
    const [one, other] = await Promise.all([Database.open('device'), Database.open('device')]);
    const names = await Promise.all([one.deviceId(), other.deviceId(), one.deviceId()]);
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toMatch(/^[0-9a-f-]{36}$/);
    one.close();
    other.close();
  });
});

describe('a draft thrown away', () => {
  it('comes back with its media, in place of one that was begun since', async () => {
    const database = await Database.open('discard');
    await database.saveDraft(draft);
    await database.saveMedium({ response: 'r1', id: 'aa', content: new Blob(['photo']) });
    await database.saveMedium({ response: 'r9', id: 'aa', content: new Blob(['other']) });
    const discarded = await database.discardDraft('r1');
    expect(await database.draftOf('link:t')).toBeUndefined();
    expect(await database.medium('r1', 'aa')).toBeUndefined();
    expect(await (await database.medium('r9', 'aa'))?.text()).toBe('other');
    expect(await database.discardDraft('r1')).toBeUndefined();
    if (!discarded) throw new Error('nothing to have back');
    await database.saveDraft({ ...draft, id: 'r3', answers: {} });
    await database.restoreDraft(discarded);
    expect(await database.drafts()).toEqual([draft]);
    expect(await (await database.medium('r1', 'aa'))?.text()).toBe('photo');
    database.close();
  });
});
