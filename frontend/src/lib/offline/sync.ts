/**
 * Empties the outbox whenever that can succeed: at start, when something is handed in, when
 * the network comes back, when a person signs in, and after the pauses that the outbox sets.
 * One tab sends at a time (Web Lock); the others learn of changes by broadcast.
 */
import type { Database } from './db';
import { after, again, goesOn, nextDue, nextStep, nextTime, type Outcome, type OutboxItem, recover, type Sender, type Step } from './outbox';
import { lost, type Peer } from './peer';

/** What Sync takes from its surroundings; tests give their own clock and chance. */
export interface Surroundings {
  now: () => number;
  /** From 0 to 1. */
  chance: () => number;
  /** Runs work alone among all tabs; resolves to undefined without running it when another tab is at it. */
  alone: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  sender: () => Sender;
  /** Calls back at a time (milliseconds since 1970); returns how to call it off. */
  at: (time: number, callback: () => void) => () => void;
}

/** The browser's surroundings; `sender` names the signed-in person. */
export function browserSurroundings(sender: () => Sender): Surroundings {
  return {
    now: Date.now,
    chance: Math.random,
    sender,
    alone: async (work) => {
      // Without secure context there are no locks; the server still recognises an id that comes twice.
      if (!('locks' in navigator)) return work();
      return navigator.locks.request('touchstone.sync', { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
    },
    at: (time, callback) => {
      const timer = setTimeout(callback, Math.max(0, time - Date.now()));
      return () => clearTimeout(timer);
    }
  };
}

export class Sync {
  #running: Promise<void> | undefined;
  #asked = false;
  #stopped = false;
  #callOff: (() => void) | undefined;

  constructor(
    private readonly database: Database,
    private readonly peer: Peer,
    private readonly surroundings: Surroundings,
    /** Called after every change of the outbox by this tab. */
    private readonly changed: () => void
  ) {}

  /** Sends all that is due. Calls during a pass are served by another pass after it. */
  run(): Promise<void> {
    this.#asked = true;
    this.#running ??= this.#passes().finally(() => (this.#running = undefined));
    return this.#running;
  }

  /** Forgets pauses, for when the network came back or somebody signed in, and sends. */
  async nudge(): Promise<void> {
    for (const item of await this.database.outbox()) {
      if (item.state === 'queued' && (item.notBefore > 0 || item.needsSignIn)) await this.database.changeItem(item.id, unpaused);
    }
    await this.run();
  }

  /** Tries one item again, a kept one included. */
  async retry(id: string): Promise<void> {
    await this.database.changeItem(id, again);
    this.changed();
    await this.run();
  }

  stop(): void {
    this.#stopped = true;
    this.#callOff?.();
  }

  async #passes(): Promise<void> {
    while (this.#asked && !this.#stopped) {
      this.#asked = false;
      // Should this pass not end well, or another tab be sending now, it is looked after again later.
      this.#lookAgain(this.surroundings.now() + 5_000);
      await this.surroundings.alone(() => this.#pass());
    }
  }

  /** One pass over the outbox, alone among all tabs. */
  async #pass(): Promise<void> {
    for (const item of await this.database.outbox()) {
      if (item.state === 'sending') await this.database.changeItem(item.id, recover);
    }
    while (!this.#stopped) {
      const { now, sender } = this.surroundings;
      const item = nextDue(await this.database.outbox(), sender(), now());
      if (!item) break;
      const reachable = await this.#send(item);
      if (!reachable) await this.#postponeAll();
    }
    const next = nextTime(await this.database.outbox(), this.surroundings.sender());
    if (next === undefined) this.#callOff?.();
    else this.#lookAgain(next);
  }

  /** Sends an item step by step until it is delivered, postponed or kept. False when nothing can be reached. */
  async #send(given: OutboxItem): Promise<boolean> {
    let item = await this.database.changeItem(given.id, (one) => ({ ...one, state: 'sending' }));
    this.changed();
    while (item) {
      const step = nextStep(item);
      if (!step) {
        await this.database.deliver(item, this.surroundings.now());
        this.changed();
        return true;
      }
      const outcome = await this.#step(item, step);
      const { now, chance } = this.surroundings;
      let on = false;
      const next: OutboxItem | undefined = await this.database.changeItem(item.id, (one) => {
        const result = after(one, step, outcome, now(), chance());
        on = goesOn(one, result, outcome);
        return on ? { ...result, state: 'sending' } : result;
      });
      this.changed();
      if (!on) return outcome.kind !== 'unreachable';
      item = next;
    }
    return true;
  }

  async #step(item: OutboxItem, step: Step): Promise<Outcome> {
    if (step.kind !== 'piece') return this.peer(item, step, undefined);
    const medium = await this.database.medium(item.id, step.attachment.id);
    return medium ? this.peer(item, step, medium) : lost(step.attachment.name);
  }

  /** What is unreachable for one item is so for all: nobody tries before the one that failed. */
  async #postponeAll(): Promise<void> {
    const items = await this.database.outbox();
    const latest = Math.max(...items.map((item) => item.notBefore));
    for (const item of items) {
      if (item.state === 'queued' && item.notBefore < latest) await this.database.changeItem(item.id, (one) => ({ ...one, notBefore: latest }));
    }
  }

  #lookAgain(time: number): void {
    this.#callOff?.();
    if (this.#stopped) return;
    this.#callOff = this.surroundings.at(time, () => void this.run());
  }
}

const unpaused = (item: OutboxItem): OutboxItem => (item.state === 'queued' ? { ...item, notBefore: 0, needsSignIn: false, failures: 0 } : item);
