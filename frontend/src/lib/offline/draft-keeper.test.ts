import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import { Database, type Draft } from './db';
import { DraftKeeper, type Saving } from './draft-keeper';

const draft = (text: string): Draft => ({
  id: 'r1',
  scope: 'link:t',
  definition: { id: 'd', version: 1 },
  answers: { text },
  language: 'en',
  startedAt: 's',
  changedAt: 's',
  seed: 1
});

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('draft keeper', () => {
  let database: Database;
  let told: Saving[] = [];
  let run = 0;
  async function begin(): Promise<DraftKeeper> {
    told = [];
    database = await Database.open(`keeper-${++run}`);
    await database.saveDraft(draft(''));
    return new DraftKeeper(database, (saving) => told.push(saving));
  }
  afterEach(() => database.close());

  it('has the newest text on the disk within 300 ms while somebody types on', async () => {
    const keeper = await begin();
    for (const text of ['a', 'ab', 'abc']) {
      keeper.keep(draft(text));
      await wait(60);
    }
    await wait(180);
    expect((await database.draft('r1'))?.answers).toEqual({ text: 'abc' });
    expect(told.at(-1)).toBe('saved');
  });

  it('writes at once when asked', async () => {
    const keeper = await begin();
    keeper.keep(draft('now'));
    await keeper.flush();
    expect((await database.draft('r1'))?.answers).toEqual({ text: 'now' });
  });

  it('never brings back a draft that was handed in, and says so', async () => {
    const keeper = await begin();
    await database.discardDraft('r1');
    keeper.keep(draft('late'));
    await keeper.flush();
    expect(await database.draft('r1')).toBeUndefined();
    expect(told.at(-1)).toBe('gone');
  });

  it('says when the device refuses, and writes everything once it can', async () => {
    await begin();
    let full = true;
    const keeper = new DraftKeeper(
      { changeDraft: (one) => (full ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : database.changeDraft(one)) },
      (saving) => told.push(saving)
    );
    keeper.keep(draft('kept'));
    await keeper.flush();
    expect(told.at(-1)).toBe('failed');
    full = false;
    await keeper.flush();
    expect((await database.draft('r1'))?.answers).toEqual({ text: 'kept' });
  });
});
