import type { Definition } from '$lib/engine/definition';
import { send, type List } from './http';
import type { TextMap } from './project';
import type { AttachmentRef, DefinitionRef, Expense, Place, ReportReceipt } from './response';

/** An amount in the smallest unit of its ISO 4217 currency. */
export interface Money {
  amount: number;
  currency: string;
}

/** A file of the briefing; its content is among the project's files. */
export interface BriefingDocument {
  sha256: string;
  name: string;
  type: string;
  size: number;
  title?: TextMap;
  language?: string;
}

/** Something that the report has to show. */
export interface Proof {
  text: TextMap;
  /** The question that asks for it. */
  question?: string;
}

export type AssignmentState = 'planned' | 'offered' | 'accepted' | 'cancelled';

/** What a shopper sees of an assignment; days and hours are those of the project's time zone. */
export interface GivenAssignment {
  id: string;
  project: string;
  wave: string;
  definition: DefinitionRef;
  /** Location code; '' for the visit of an account. */
  location: string;
  account?: string;
  person: string;
  /** Both included; absent is open. */
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
  scenario?: TextMap;
  /** Markdown. */
  briefing?: TextMap;
  documents?: BriefingDocument[];
  proofs?: Proof[];
  fee?: Money;
  expenses?: { limit: Money; what?: TextMap };
  quiz?: { definition: DefinitionRef; pass: number; attempts: number };
  state?: AssignmentState;
  /** On the job board: first come, or the lead chooses. */
  board?: '' | 'first' | 'apply';
  checkedInAt?: string;
  cancelled?: boolean;
}

export interface OpeningHours {
  /** ISO 8601: 1 is Monday. */
  days: number[];
  from: string;
  to: string;
}

/** The pseudonymous minimum of a location. */
export interface FieldLocation {
  code: string;
  title: string;
  address?: string;
  position?: Place;
  openingHours?: OpeningHours[];
  /** Metres within which a check-in counts as there. */
  radius?: number;
}

export interface FieldContact {
  id: string;
  name: string;
  function?: string;
  email?: string;
  phone?: string;
  note?: string;
}

/** A question of the reviewer. */
export interface ReviewComment {
  /** The path of the question; '' for the report as a whole. */
  question?: string;
  text: string;
  at?: string;
}

/** How the own report stands on the server. */
export interface FieldResponse extends ReportReceipt {
  /** The day until which a returned report is expected back. */
  deadline?: string;
  comments?: ReviewComment[];
  /** Of the newest revision, when it was returned. */
  answers?: Record<string, unknown>;
  attachments?: AttachmentRef[];
  expenses?: Expense[];
  /** 1 to 10. */
  grade?: number;
  /** Why it was rejected. */
  reason?: string;
  payState?: PayState;
  /** Id of the newest event. */
  base?: string;
}

export type PayState = 'new' | 'pending' | 'paid';

interface Shown {
  assignment: GivenAssignment;
  project: { id: string; title: string; timeZone: string };
  location: FieldLocation;
  account?: { code: string; title: string; address?: string; position?: Place; contacts?: FieldContact[] };
  wave: { name: string; title: TextMap };
}

/** Everything a phone needs to do one assignment without network. */
export interface FieldAssignment extends Shown {
  definition: Definition;
  rules?: { radius?: number };
  quiz?: { definition: Definition; certified: boolean; attemptsLeft: number | null };
  /** An .ics file (RFC 5545) for this visit. */
  calendar?: string;
  /** What the server has of the report, if anything. */
  response?: FieldResponse;
}

/** Why somebody cannot have a job. */
export interface JobRefusal {
  code: string;
  message: string;
  until?: string;
}

/** A job of the board. */
export interface Job extends Shown {
  /** Of the definition. */
  definition: { name: string; title: TextMap };
  /** To be passed before the job can be had. */
  quiz?: FieldAssignment['quiz'];
  refusals: JobRefusal[] | null;
  applied: boolean;
}

/** A file of the own report. */
export const ownAttachment = async (assignment: string, sha256: string): Promise<Blob> =>
  (await send('GET', `/field/assignments/${encodeURIComponent(assignment)}/attachments/${sha256}`)).blob();

/** A list with its entity tag; undefined when that of the given tag still stands. */
async function tagged<T>(path: string, tag?: string): Promise<{ items: T[]; tag?: string } | undefined> {
  const answer = await send('GET', path, tag ? { headers: { 'If-None-Match': tag } } : {});
  if (answer.status === 304) return undefined;
  const { items } = (await answer.json()) as List<T>;
  const fresh = answer.headers.get('ETag');
  return { items, ...(fresh ? { tag: fresh } : {}) };
}

/** The signed-in shopper's assignments. */
export const fieldAssignments = (tag?: string) => tagged<FieldAssignment>('/field/assignments', tag);

/** The jobs that are still open in the shopper's projects. */
export const fieldJobs = (tag?: string) => tagged<Job>('/field/jobs', tag);
