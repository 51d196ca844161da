import { http } from './http';
import { Problem } from './problem';
import { begin, type Grant, leave, onGrant, type Person, renew, type Role } from './token';

const identityKey = 'touchstone.person';

function remembered(): Person | undefined {
  try {
    return JSON.parse(localStorage.getItem(identityKey) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

function remember(person: Person | undefined): void {
  try {
    if (person) localStorage.setItem(identityKey, JSON.stringify(person));
    else localStorage.removeItem(identityKey);
  } catch {
    // Without storage the identity lasts for this visit.
  }
}

/** Whether there is a sign-in to work with: 'ended' keeps the person and their work until they sign in again. */
export type SessionState = 'unknown' | 'signedIn' | 'ended' | 'signedOut';

/**
 * Who works here. The person is remembered on the device, so that a phone keeps working
 * without network and after its sign-in has run out; only signing out forgets them.
 */
class Session {
  #person = $state.raw<Person | undefined>(remembered());
  #state = $state<SessionState>('unknown');

  constructor() {
    onGrant((grant) => {
      if (grant) {
        this.#person = grant.person;
        remember(grant.person);
        this.#state = 'signedIn';
      } else this.#state = this.#person ? 'ended' : 'signedOut';
    });
  }

  get person(): Person | undefined {
    return this.#person;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The person's role in a project; administrators hold theirs everywhere. */
  roleIn(project: string): Role | undefined {
    if (this.#person?.administrator) return 'administrator';
    return this.#person?.memberships.find((membership) => membership.project === project)?.role;
  }

  /** Takes up the earlier sign-in, if any. Without network the remembered person stays. */
  async resume(): Promise<void> {
    try {
      await renew();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
    }
  }

  /** Throws Problem `session.credentials`, or kind tooMany with retryAfter. */
  async signIn(email: string, password: string): Promise<Person> {
    return this.begin(await http.post<Grant>('/session', { email, password }, { anonymous: true }));
  }

  /** Starts the session that an accepted invitation gave. */
  begin(grant: Grant): Person {
    begin(grant);
    return grant.person;
  }

  /** Forgets the person on this device and ends the sign-in; see leave for what happens without network. */
  async signOut(): Promise<void> {
    this.#person = undefined;
    remember(undefined);
    await leave();
  }
}

export const session = new Session();
