import type { AssignmentState, BriefingDocument, Money, Proof } from './field-assignment';
import { http, type List } from './http';
import { within, type TextMap } from './project';
import type { DefinitionRef } from './response';
import type { State } from './response-list';

/** How work finds its shopper: given, first come on the job board, or chosen among those who apply. */
export type Board = '' | 'first' | 'apply';

/** What a plan says of each of its visits. */
export interface AssignmentContent {
  scenario?: TextMap;
  /** Markdown. */
  briefing?: TextMap;
  documents?: BriefingDocument[];
  proofs?: Proof[];
  fee?: Money;
  /** Paid back on top of the fee. */
  expenses?: { limit: Money; what?: TextMap };
  /** Mean grade a shopper needs, 1 to 10. */
  minimumRating?: number;
  /** To be passed before; pass in per cent, attempts 0 for any number. */
  quiz?: { definition: DefinitionRef; pass: number; attempts: number };
  board?: Board;
}

/** One planned visit, call or test purchase for one shopper. Days and hours are those of the project's time zone. */
export interface Assignment extends AssignmentContent {
  /** UUIDv7, minted here, or derived from the plan that made it. */
  id: string;
  wave: string;
  definition: DefinitionRef;
  /** Location code; '' for a visit of an account. */
  location: string;
  account?: string;
  /** Person of the account who is visited. */
  contact?: string;
  /** The shopper's person id; '' while nobody has it. */
  person: string;
  arm?: string;
  /** Visit window, both included; absent is open. */
  firstDay?: string;
  lastDay?: string;
  /** ISO 8601: 1 is Monday. Absent: all. */
  weekdays?: number[];
  /** Times of day such as 09:00. */
  from?: string;
  to?: string;
  excludedDays?: string[];
  /** Absent: the last day. */
  submitBy?: string;
  state?: AssignmentState;
  cancelled?: boolean;
}

export type AssignmentEventKind =
  | 'planned'
  | 'offered'
  | 'accepted'
  | 'declined'
  | 'applied'
  | 'withdrawn'
  | 'given'
  | 'taken'
  | 'checkedIn'
  | 'cancelled'
  | 'reinstated'
  | 'changed';

export interface AssignmentEvent {
  id: string;
  kind: AssignmentEventKind;
  at: string;
  /** Who acted. */
  person?: string;
  /** Whom it concerns. */
  subject?: string;
  reason?: string;
}

export interface Application {
  person: string;
  at: string;
  note?: string;
}

/** An assignment with everything that happened to it. */
export interface WholeAssignment extends Assignment {
  applications?: Application[];
  events?: AssignmentEvent[];
  checkedInAt?: string;
  createdAt: string;
}

/** An assignment with the report that came back for it, if any. */
export interface AssignmentProgress extends WholeAssignment {
  /** The response's id. */
  response?: string;
  responseState?: State;
}

const members = [
  'id', 'wave', 'definition', 'location', 'account', 'contact', 'person', 'arm', 'firstDay', 'lastDay', 'weekdays', 'from', 'to', 'excludedDays',
  'submitBy', 'scenario', 'briefing', 'documents', 'proofs', 'fee', 'expenses', 'minimumRating', 'quiz', 'board', 'state', 'cancelled'
] as const satisfies readonly (keyof Assignment)[];

/** Only what an assignment says: the server refuses members it does not know. */
function plain(assignment: Assignment): Assignment {
  const kept = members.filter((name) => assignment[name] !== undefined).map((name) => [name, assignment[name]]);
  return Object.fromEntries(kept) as Assignment;
}

const one = (project: string, id: string, rest = '') => within(project, `/assignments/${encodeURIComponent(id)}${rest}`);

export const assignments = {
  /** Newest first. */
  list: (project: string, after?: string, signal?: AbortSignal) =>
    http.get<List<AssignmentProgress>>(within(project, '/assignments'), { search: { limit: 100, after }, signal }),
  read: (project: string, id: string, signal?: AbortSignal) => http.get<WholeAssignment>(one(project, id), { signal }),
  create: (project: string, assignment: Assignment) => http.post<Assignment>(within(project, '/assignments'), plain(assignment)),
  /** seen is the newest event of what was changed: the server refuses (409 assignment.stale) when more happened since. */
  change: (project: string, assignment: Assignment, seen?: string) =>
    http.put<Assignment>(one(project, assignment.id), plain(assignment), seen ? { headers: { 'If-Match': `"${seen}"` } } : {}),
  /** Gives work of the board to one of those who applied. The event's id makes it happen once. */
  give: (project: string, id: string, event: string, person: string) => http.post<WholeAssignment>(one(project, id, '/gift'), { id: event, person })
};
