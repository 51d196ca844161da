import { clock } from './clock';
import { mintId } from './identifier';
import { offline, problemOf } from './problem';

/** The account of a signed-in person as the server gives it. */
export interface Person {
  id: string;
  email: string;
  name: string;
  language?: string;
  administrator?: boolean;
  /** Cannot sign in, and is given no work. */
  disabled?: boolean;
  memberships: { project: string; role: Role }[];
}

export type Role = 'administrator' | 'lead' | 'reviewer' | 'shopper' | 'viewer';

/** What signing in or renewing gives. */
export interface Grant {
  accessToken: string;
  expiresAt: string;
  person: Person;
}

type Listener = (grant: Grant | undefined) => void;

/** Renew this long before the token ends, in milliseconds, so that clocks may differ a little. */
const margin = 30_000;

let grant: Grant | undefined;
let renewing: Promise<string | undefined> | undefined;
const listeners = new Set<Listener>();

/** The access token lives in memory only; a listener learns of every change of it. */
export function onGrant(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function hold(next: Grant | undefined): void {
  grant = next;
  for (const listener of listeners) listener(next);
}

/** The token when it is still good, by the server's clock. */
export function freshToken(now = clock.now()): string | undefined {
  return grant && Date.parse(grant.expiresAt) - margin > now ? grant.accessToken : undefined;
}

/**
 * Gets a new access token with the refresh cookie; undefined when the sign-in has ended.
 * One renewal at a time in this tab, and (by a lock) in all tabs, because the server takes
 * a refresh token only once. Throws an offline or server Problem; the sign-in then stands.
 */
export function renew(): Promise<string | undefined> {
  renewing ??= locked(askForToken).finally(() => (renewing = undefined));
  return renewing;
}

function locked<T>(work: () => Promise<T>): Promise<T> {
  if (typeof navigator === 'undefined' || !('locks' in navigator)) return work();
  return navigator.locks.request('touchstone.session', work) as Promise<T>;
}

const leavingKey = 'touchstone.leaving';

function leaving(next?: boolean): boolean {
  try {
    if (next === true) localStorage.setItem(leavingKey, '1');
    if (next === false) localStorage.removeItem(leavingKey);
    return localStorage.getItem(leavingKey) !== null;
  } catch {
    return false;
  }
}

/**
 * Ends the sign-in. The device keeps to it even when the server cannot be told now: the
 * cookie is not used again, and the server is told as soon as it answers.
 */
export async function leave(): Promise<void> {
  leaving(true);
  hold(undefined);
  await tellLeaving();
}

async function tellLeaving(): Promise<void> {
  const answer = await fetch('/api/v1/session', { method: 'DELETE', credentials: 'same-origin' }).catch(() => undefined);
  if (answer && (answer.ok || answer.status === 401)) leaving(false);
}

/** Starts a new sign-in, whatever was before. */
export function begin(next: Grant): void {
  leaving(false);
  hold(next);
}

const attemptKey = 'touchstone.attempt';

/** Where the name of the renewal under way is kept; undefined takes it out. */
export interface AttemptShelf {
  read(): Promise<string | null | undefined>;
  write(name: string | undefined): Promise<void>;
}

let shelf: AttemptShelf = {
  read: async () => localStorage.getItem(attemptKey),
  write: async (name) => (name === undefined ? localStorage.removeItem(attemptKey) : localStorage.setItem(attemptKey, name))
};

/** Keeps the renewal under way where a service worker finds it too. */
export function keepAttemptIn(other: AttemptShelf): void {
  shelf = other;
}

/**
 * The name of the renewal under way. It is kept until an answer arrived, so that a renewal
 * whose answer was lost on the way may be repeated with the cookie that it used up.
 */
async function attempt(): Promise<string> {
  try {
    const name = (await shelf.read()) ?? mintId();
    await shelf.write(name);
    return name;
  } catch {
    // Without storage a lost answer costs a new sign-in, nothing more.
    return mintId();
  }
}

async function askForToken(): Promise<string | undefined> {
  if (leaving()) {
    await tellLeaving();
    hold(undefined);
    return undefined;
  }
  const headers = { 'Idempotency-Key': await attempt() };
  const answer = await fetch('/api/v1/session/refresh', { method: 'POST', credentials: 'same-origin', headers }).catch(() => {
    throw offline();
  });
  clock.note(answer.headers.get('Date'));
  if (answer.ok || answer.status === 401) await shelf.write(undefined).catch(() => undefined);
  if (answer.status === 401) {
    hold(undefined);
    return undefined;
  }
  if (!answer.ok) throw await problemOf(answer);
  hold((await answer.json()) as Grant);
  return grant?.accessToken;
}
