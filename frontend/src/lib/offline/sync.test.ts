import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it } from 'vitest';
import type { AttachmentRef } from '$lib/client/response';
import { Database, type Draft } from './db';
import { attachmentsOf, enqueue, type Outcome, type OutboxItem, type Step } from './outbox';
import type { Peer } from './peer';
import { Sync, type Surroundings } from './sync';

/** Mulberry32: small, seeded, good enough to vary schedules. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Thrown to end a client in the middle of its work, as a closed tab or a dead battery does. */
class Crash extends Error {}

/** So many bytes go at once here. */
const pieceSize = 4;

/** A server as the contract describes it: the same id with the same content is success, other content a conflict; of a file it keeps what came. */
class SimulatedServer {
  readonly responses = new Map<string, string>();
  /** The acts on each assignment in the order in which they came. */
  readonly acts = new Map<string, string[]>();
  /** The revisions of each response in the order in which they came. */
  readonly revisions = new Map<string, string[]>();
  readonly #contents = new Map<string, string>();
  /** The bytes that came of each file, by response and file. */
  readonly files = new Map<string, number>();
  /** How often a file became whole. */
  readonly completed = new Map<string, number>();
  /** Bytes that came although they were there. */
  repeated = 0;
  signedIn = true;

  /** `cut` is the share of a piece that comes through. */
  handle(item: OutboxItem, step: Step, cut = 1): Outcome {
    const { parcel } = item;
    if (parcel.kind !== 'answer' && !this.signedIn) return { kind: 'signIn' };
    const response = parcel.kind === 'revision' ? parcel.response : item.id;
    if (step.kind !== 'content') {
      const { id, size } = step.attachment;
      const name = `${response}/${id}`;
      const at = this.files.get(name) ?? 0;
      if (step.kind === 'standing') return { kind: 'stands', at };
      const length = Math.floor(Math.min(pieceSize, size - step.from) * cut);
      if (step.from !== at) {
        this.repeated += length;
        return { kind: 'stands', at };
      }
      if (length > 0) this.files.set(name, at + length);
      if (at < size && at + length === size) this.completed.set(name, (this.completed.get(name) ?? 0) + 1);
      return { kind: 'stands', at: at + length };
    }
    const content = JSON.stringify(parcel.content);
    if (content.includes('"forbidden"')) return refused('response.invalid', 422);
    const known = this.#contents.get(item.id);
    if (known && known !== content) return refused('response.conflict', 409);
    if (parcel.kind === 'revision' && !this.responses.has(response)) return { kind: 'later' };
    if (!known) this.#take(item, content);
    this.#contents.set(item.id, content);
    const missing = attachmentsOf(item).filter(({ id, size }) => this.files.get(`${response}/${id}`) !== size);
    return { kind: 'received', missing: missing.map(({ id }) => id), ...(parcel.kind === 'quiz' ? { result: { passed: true } } : {}) };
  }

  #take({ id, parcel }: OutboxItem, content: string): void {
    const add = (to: Map<string, string[]>, key: string) => to.set(key, [...(to.get(key) ?? []), id]);
    if (parcel.kind === 'act' || parcel.kind === 'quiz') add(this.acts, parcel.assignment);
    else if (parcel.kind === 'revision') add(this.revisions, parcel.response);
    else this.responses.set(id, content);
  }
}

const refused = (code: string, status: number): Outcome => ({ kind: 'refused', refusal: { code, detail: code, status, fields: [] } });

/** Puts a network with faults between client and server. */
function faulty(server: SimulatedServer, chance: () => number, rate: number): Peer {
  return async (item, step) => {
    const fate = chance();
    if (fate < rate * 0.25) return { kind: 'unreachable' };
    if (fate < rate * 0.4) return { kind: 'later', after: Math.floor(chance() * 20) };
    if (fate < rate * 0.55) throw new Crash();
    // What is under way when the line breaks has come in part, or whole.
    const outcome = server.handle(item, step, fate < rate && chance() < 0.7 ? chance() : 1);
    if (fate < rate * 0.7) return { kind: 'unreachable' };
    if (fate < rate * 0.85) throw new Crash();
    if (fate < rate) return { kind: 'later' };
    return outcome;
  };
}

const photo = (id: string): AttachmentRef => ({ id, question: 'photo', name: `${id}.jpg`, type: 'image/jpeg', size: id === 'x' ? 3 : 22 });

function itemOf(id: string, photos: string[], answers: Record<string, unknown>, now: number, kind: 'report' | 'answer' = 'report'): OutboxItem {
  const content = { id, definition: { id: 'd', version: 1 }, answers, language: 'en', startedAt: 's', submittedAt: 'e', attachments: photos.map(photo) };
  return kind === 'report'
    ? enqueue({ kind, project: 'p', person: 'anna', content: { ...content, assignment: `a-${id}` } }, id, now)
    : enqueue({ kind, token: 't', content }, id, now);
}

/** A shopper's correction of a report, perhaps one that has not left yet. */
function revisionOf(id: string, response: string, photos: string[], answers: Record<string, unknown>, now: number): OutboxItem {
  const content = { id, base: 'b', definition: { id: 'd', version: 1 }, answers, language: 'en', submittedAt: 'e', attachments: photos.map(photo) };
  return enqueue({ kind: 'revision', project: 'p', person: 'anna', assignment: `a-${response}`, response, content }, id, now);
}

function actOf(id: string, assignment: string, kind: 'accept' | 'checkIn' | 'decline' | 'quiz', now: number, reason?: string): OutboxItem {
  if (kind === 'quiz') return enqueue({ kind, person: 'anna', assignment, content: { id, answers: { q: 1 }, language: 'en', startedAt: 's', submittedAt: 'e' } }, id, now);
  return enqueue({ kind: 'act', person: 'anna', assignment, content: { id, kind, at: 's', ...(reason ? { reason } : {}) } }, id, now);
}

const draftOf = (item: OutboxItem): Draft => ({
  id: item.id,
  scope: `s-${item.id}`,
  definition: { id: 'd', version: 1 },
  answers: 'answers' in item.parcel.content ? item.parcel.content.answers : {},
  language: 'en',
  startedAt: 's',
  changedAt: 's',
  seed: 1
});

let opened: Database[] = [];
afterEach(() => {
  for (const database of opened) database.close();
  opened = [];
});
async function open(name: string): Promise<Database> {
  const database = await Database.open(name);
  opened.push(database);
  return database;
}

/** Time that passes only when told to, and a lock that all tabs of one device share. */
class Device {
  time = 1_000_000;
  person: string | undefined = 'anna';
  timers: { time: number; callback: () => void }[] = [];
  #held = false;

  surroundings(chance: () => number): Surroundings {
    return {
      now: () => this.time,
      chance,
      sender: () => ({ person: this.person }),
      alone: async (work) => {
        if (this.#held) return undefined;
        this.#held = true;
        try {
          return await work();
        } finally {
          this.#held = false;
        }
      },
      at: (time, callback) => {
        const timer = { time, callback };
        this.timers.push(timer);
        return () => (this.timers = this.timers.filter((one) => one !== timer));
      }
    };
  }
}

async function handIn(database: Database, item: OutboxItem): Promise<boolean> {
  await database.saveDraft(draftOf(item));
  for (const one of attachmentsOf(item)) {
    await database.saveMedium({ response: item.id, id: one.id, content: new Blob([one.id]) });
  }
  return database.handIn(item);
}

describe('sync', () => {
  it('delivers exactly once and loses nothing, whatever 500 random fault schedules do', async () => {
    for (let seed = 1; seed <= 500; seed++) {
      const chance = random(seed);
      const device = new Device();
      const server = new SimulatedServer();
      const name = `faults-${seed}`;
      let database = await open(name);
      const rate = 0.2 + 0.7 * chance();
      let tabs = [new Sync(database, faulty(server, chance, rate), device.surroundings(chance), () => undefined)];
      const ids = Array.from({ length: 1 + Math.floor(chance() * 4) }, (_, index) => `r${index}`);
      const bad = new Set(ids.filter(() => chance() < 0.15));
      let waiting = [...ids];
      const good = ids.filter((id) => !bad.has(id));
      // Corrections of reports and what is done with an assignment, handed in in between, also before the report has left.
      const corrected = good.filter(() => chance() < 0.5);
      let corrections = [...corrected];
      const deeds = (['accept', 'quiz', 'checkIn', 'decline'] as const).slice(0, Math.floor(chance() * 5)).map((kind, index) => ({ id: `e${index}`, kind, bad: chance() < 0.15 }));
      let acts = [...deeds];
      const sent: OutboxItem[] = [];
      let calm = false;

      for (let round = 0; round < 400; round++) {
        calm ||= round > 60;
        const peer = faulty(server, chance, calm ? 0 : rate);
        if (waiting.length && chance() < 0.4) {
          const id = waiting[0] as string;
          waiting = waiting.slice(1);
          const photos = ['x', 'y'].slice(0, Math.floor(chance() * 3));
          const kind = chance() < 0.5 ? 'report' : 'answer';
          const item = itemOf(id, photos, { q: bad.has(id) ? 'forbidden' : 1 }, device.time, kind);
          if (!bad.has(id)) sent.push(item);
          expect(await handIn(database, item)).toBe(true);
        }
        if (corrections.length && chance() < 0.3) {
          const response = corrections[0] as string;
          corrections = corrections.slice(1);
          const item = revisionOf(`c-${response}`, response, ['x', 'z'].slice(0, Math.floor(chance() * 3)), { q: 2 }, device.time);
          sent.push(item);
          expect(await handIn(database, item)).toBe(true);
        }
        if (acts.length && chance() < 0.4) {
          const { id, kind, bad } = acts[0] as (typeof deeds)[number];
          acts = acts.slice(1);
          await database.enqueue(actOf(id, 'a', kind, device.time, bad ? 'forbidden' : undefined));
        }
        if (chance() < 0.1) server.signedIn = !server.signedIn;
        if (calm) server.signedIn = true;
        const crashed = await Promise.all(tabs.map((tab) => (chance() < 0.3 ? tab.nudge() : tab.run()).then(() => false, crashOnly)));
        if (crashed.includes(true) || calm || chance() < 0.1) {
          // The page is opened anew, sometimes in two tabs.
          for (const tab of tabs) tab.stop();
          database.close();
          database = await open(name);
          const count = chance() < 0.3 ? 2 : 1;
          tabs = Array.from({ length: count }, () => new Sync(database, peer, device.surroundings(chance), () => undefined));
        }
        device.time += Math.floor(chance() * 400_000);
        if (calm && !waiting.length && !corrections.length && !acts.length && (await database.outbox()).every((item) => item.state === 'kept')) break;
      }

      const kept = (await database.outbox()).map((item) => item.id);
      const where = `seed ${seed}`;
      const refusedDeeds = deeds.filter((one) => one.bad && one.kind !== 'quiz').map(({ id }) => id);
      const done = deeds.map(({ id }) => id).filter((id) => !refusedDeeds.includes(id));
      expect(kept.sort(), where).toEqual([...bad, ...refusedDeeds].sort());
      expect([...server.responses.keys()].sort(), where).toEqual([...good].sort());
      expect([...server.revisions], where).toEqual(expect.arrayContaining(corrected.map((id) => [id, [`c-${id}`]])));
      expect(server.revisions.size, where).toBe(corrected.length);
      expect(server.acts.get('a') ?? [], where).toEqual(done);
      const leaving = [...good, ...corrected.map((id) => `c-${id}`), ...deeds.filter(({ kind }) => kind === 'quiz').map(({ id }) => id)];
      expect((await database.receipts()).map((receipt) => receipt.id).sort(), where).toEqual(leaving.sort());
      const wanted = sent.flatMap((item) => attachmentsOf(item).map((one) => `${item.parcel.kind === 'revision' ? item.parcel.response : item.id}/${one.id}`));
      expect([...server.completed].sort(), where).toEqual([...new Set(wanted)].sort().map((file) => [file, 1]));
      expect(server.repeated, where).toBe(0);
      database.close();
    }
  }, 300_000);

  it('keeps a refused item with its reason and lets it be corrected under the same id', async () => {
    const server = new SimulatedServer();
    const device = new Device();
    const database = await open('refused');
    const sync = new Sync(database, async (item, step) => server.handle(item, step), device.surroundings(Math.random), () => undefined);
    const bad = itemOf('r1', [], { q: 'forbidden' }, 1);
    await handIn(database, bad);
    await sync.run();
    const [kept] = await database.outbox();
    expect(kept).toMatchObject({ state: 'kept', refusal: { code: 'response.invalid', status: 422 } });
    await database.takeBack(kept as OutboxItem, { ...draftOf(bad), answers: { q: 1 } });
    expect(await database.handIn(itemOf('r1', [], { q: 1 }, 2))).toBe(true);
    await sync.run();
    expect(server.responses.has('r1')).toBe(true);
    expect(await database.outbox()).toEqual([]);
  });

  it('hands in once when two tabs press send', async () => {
    const database = await open('twice');
    const other = await open('twice');
    const item = itemOf('r1', [], { q: 1 }, 1);
    await database.saveDraft(draftOf(item));
    const results = await Promise.all([database.handIn(item), other.handIn(item)]);
    expect(results.sort()).toEqual([false, true]);
    expect(await database.outbox()).toHaveLength(1);
  });

  it('a report of somebody else stays until they sign in here', async () => {
    const server = new SimulatedServer();
    const device = new Device();
    const database = await open('other');
    const sync = new Sync(database, async (item, step) => server.handle(item, step), device.surroundings(Math.random), () => undefined);
    device.person = 'berta';
    await handIn(database, itemOf('r1', [], { q: 1 }, 1));
    await sync.run();
    expect(server.responses.size).toBe(0);
    device.person = 'anna';
    await sync.nudge();
    expect(server.responses.size).toBe(1);
  });

  it('keeps a report whose photo has gone from the device, and says so', async () => {
    const server = new SimulatedServer();
    const database = await open('lost');
    const sync = new Sync(database, async (item, step) => server.handle(item, step), new Device().surroundings(Math.random), () => undefined);
    await handIn(database, itemOf('r1', ['x'], { q: 1 }, 1));
    await database.pruneMedia('r1', []);
    await sync.run();
    expect((await database.outbox())[0]).toMatchObject({ state: 'kept', received: true, refusal: { code: 'attachment.lost' } });
  });

  it('looks again by itself when a pause is over', async () => {
    const server = new SimulatedServer();
    const device = new Device();
    const database = await open('pause');
    let down = true;
    const sync = new Sync(database, async (item, step) => (down ? { kind: 'unreachable' } : server.handle(item, step)), device.surroundings(() => 1), () => undefined);
    await handIn(database, itemOf('r1', [], { q: 1 }, 1));
    await sync.run();
    expect(device.timers.map((timer) => timer.time - device.time)).toEqual([2_000]);
    down = false;
    device.time += 2_000;
    device.timers[0]?.callback();
    await sync.run();
    expect(server.responses.size).toBe(1);
  });
});

function crashOnly(reason: unknown): true {
  if (!(reason instanceof Crash)) throw reason;
  return true;
}
