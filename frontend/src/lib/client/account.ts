import { http, type List } from './http';
import type { Position } from './location';
import { within, type TextMap } from './project';
import type { DefinitionRef } from './response';
import type { State } from './response-list';

/** Somebody of ours who keeps contact, for a department; viewers see the department alone. */
export interface Responsible {
  person: string;
  department?: string;
  /** Given beside the id; never sent. */
  name?: string;
}

/** Somebody at an account. */
export interface Contact {
  /** UUID, minted here; stays when the contact is edited. */
  id: string;
  name: string;
  function?: string;
  email?: string;
  phone?: string;
  note?: string;
}

/** A customer organisation that is contacted in a rhythm. */
export interface Account {
  code: string;
  title: string;
  address?: string;
  position?: Position;
  segment?: string;
  /** Days between contacts; 0 is no rhythm. */
  rhythmDays: number;
  responsible: Responsible[];
  contacts: Contact[];
  /** Of its visits; absent is the newest account-visit. */
  definition?: DefinitionRef;
  note?: string;
  closed?: boolean;
}

export type Due = 'overdue' | 'upcoming' | 'later' | 'none';

/** An account with where it stands in its rhythm; days are those of the project's time zone. */
export interface AccountStanding extends Account {
  lastVisit?: string;
  nextDue?: string;
  overdueDays?: number;
  due: Due;
  planned?: { assignment: string; person?: string; name?: string; firstDay?: string; lastDay?: string };
  /** Of an account asked for alone. */
  revision?: number;
}

export interface AccountList {
  items: AccountStanding[];
  /** By due, within department and person. */
  counts: Partial<Record<Due, number>>;
  departments: string[];
  people: { id: string; name: string }[];
}

export interface AccountFilter {
  due?: string | null;
  department?: string | null;
  person?: string | null;
}

/** One contact with an account, past or to come. */
export interface TimelineEntry {
  kind: 'visit' | 'notPossible' | 'planned' | 'cancelled' | 'notice';
  day: string;
  /** Planned: the end of its window. */
  lastDay?: string;
  at: string;
  assignment?: string;
  response?: string;
  state?: State;
  person?: string;
  name?: string;
  departments: string[];
  contactName?: string;
  /** Title of the definition. */
  definition?: TextMap;
  /** 0 to 100. */
  score?: number;
  /** Notice id. */
  notice?: string;
  /** A notice's subject line. */
  text?: string;
}

export interface NewVisit {
  /** UUIDv7, minted here, so that planning again adds nothing. */
  id: string;
  person: string;
  firstDay: string;
  lastDay: string;
  /** Id of whom to meet. */
  contact?: string;
}

/** Only what an account says: the server refuses members it does not know. */
function plain({ code, title, address, position, segment, rhythmDays, responsible, contacts, definition, note, closed }: Account): Account {
  return {
    code,
    title,
    ...(address && { address }),
    ...(position && { position }),
    ...(segment && { segment }),
    rhythmDays,
    responsible: responsible.map(({ person, department }) => ({ person, ...(department && { department }) })),
    contacts,
    ...(definition && { definition }),
    ...(note && { note }),
    ...(closed && { closed })
  };
}

const one = (project: string, code: string, rest = '') => within(project, `/accounts/${encodeURIComponent(code)}${rest}`);

export const accounts = {
  /** The most urgent first. */
  list: (project: string, filter: AccountFilter, signal?: AbortSignal) => http.get<AccountList>(within(project, '/accounts'), { search: { ...filter }, signal }),
  read: (project: string, code: string, signal?: AbortSignal) => http.get<AccountStanding>(one(project, code), { signal }),
  /** Creates the account or replaces the one of that code; with a revision only while it is that one (412 account.stale). */
  save: (project: string, account: Account, revision?: number) =>
    http.put<AccountStanding>(one(project, account.code), plain(account), revision ? { headers: { 'If-Match': `"${revision}"` } } : {}),
  planVisit: (project: string, code: string, visit: NewVisit) => http.post<{ id: string }>(one(project, code, '/visits'), visit),
  /** Newest first. */
  timeline: (project: string, code: string, signal?: AbortSignal) => http.get<List<TimelineEntry>>(one(project, code, '/timeline'), { signal })
};
