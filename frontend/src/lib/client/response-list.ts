import type { Definition } from '$lib/engine/definition';
import { asked, membersOf, noChoice, type Choice } from './choices';
import { http, send, type List } from './http';
import type { Position } from './location';
import { within } from './project';
import type { AttachmentRef, DefinitionRef, Expense, Presence, Timing, Visit } from './response';

export const states = ['submitted', 'inReview', 'returned', 'approved', 'rejected', 'excluded'] as const;
export type State = (typeof states)[number];

export const sources = ['link', 'assignment', 'import'] as const;
export type Source = (typeof sources)[number];

/** A rule violation or suspicion beside the state. */
export interface Flag {
  code: string;
  question?: string;
  message: string;
  /** The raw value where it fits no answer. */
  value?: unknown;
}

interface Origin {
  id: string;
  wave: string;
  definition: DefinitionRef;
  source: Source;
  link?: string;
  assignment?: string;
  import?: string;
  /** Location code. */
  location?: string;
  touchpoint?: string;
  /** The shopper's person id; absent for anonymous answers. */
  person?: string;
  language?: string;
  state: State;
  flags?: Flag[];
  /** By the device's clock. */
  submittedAt: string;
  /** By the server's clock. */
  receivedAt: string;
  /** All announced attachments are there. */
  complete: boolean;
}

export interface ResponseSummary extends Origin {
  /** How many are announced. */
  attachments: number;
  /** Total, 0 to 100; null when nothing is scored. */
  score: number | null;
}

export const decisions = ['approve', 'return', 'reject', 'exclude', 'confirm', 'reopen'] as const;
export type Decision = (typeof decisions)[number];

export const payStates = ['new', 'pending', 'paid'] as const;
export type PayState = (typeof payStates)[number];

/** What a reviewer asks about a question. */
export interface ReviewComment {
  /** Its path; '' is the whole report. */
  question: string;
  text: string;
}

export type EventKind = 'submitted' | 'revised' | 'corrected' | 'reviewed' | 'appealed' | 'appealDecided' | 'paid' | 'rescored';

/** One entry of a response's history; what it holds depends on its kind. */
export interface ResponseEvent {
  id: string;
  kind: EventKind;
  at: string;
  person?: string;
  /** For reviewers. */
  personName?: string;
  comment?: string;
  /** reviewed. */
  decision?: Decision;
  comments?: ReviewComment[];
  /** A day in the project's time zone. */
  deadline?: string;
  /** 1 to 10. */
  grade?: number;
  /** reviewed and corrected. */
  reason?: string;
  /** appealed and appealDecided. */
  text?: string;
  /** The id of the appeal that the outcome answers. */
  appeal?: string;
  outcome?: 'accepted' | 'rejected';
  /** paid. */
  state?: PayState;
  /** corrected: answers by path; null takes one out. */
  changes?: Record<string, unknown>;
  /** revised: too late to replace the answers; kept beside them. */
  aside?: boolean;
}

/** How a visit went; the server adds how far from the location the check-in was, in metres. */
export interface Visited extends Omit<Visit, 'checkIn'> {
  checkIn?: Presence & { distance?: number };
}

export interface WholeResponse extends Origin {
  answers: Record<string, unknown>;
  startedAt?: string;
  events?: ResponseEvent[];
  attachments?: Attachment[];
  timing?: Timing;
  visit?: Visited;
  expenses?: Expense[];
  grade?: number;
  /** Of a returned report: a day in the project's time zone. */
  deadline?: string;
  /** The first reviewer; another has to confirm. */
  awaitsSecond?: string;
  payState?: PayState;
}

export interface Attachment extends AttachmentRef {
  present: boolean;
  /** The newest revision does not name it. */
  superseded?: boolean;
}

/** Where and when photos were taken, and what else is like them. */
export interface Evidence {
  location?: { code: string; title: string; position?: Position; radius?: number };
  photos?: { attachment: string; question?: string; takenAt?: string; position?: Position; distance?: number; source?: 'camera' | 'file' }[];
  similar?: {
    /** Of this response. */
    attachment: string;
    response: string;
    /** Of the other response. */
    other: string;
    /** How many of 64 bits of their perceptual hashes differ. */
    bits: number;
  }[];
}

/** Points of a question that could earn any; with the three last false there is an answer. */
export interface QuestionScore {
  name: string;
  section: string;
  /** Of a question in a repeat: how many there are; the points are sums over them. */
  instances?: number;
  /** Without the bonus. */
  earned: number;
  possible: number;
  bonus: number;
  critical?: string;
  /** Critical, and answered without earning anything. */
  failed: boolean;
  notApplicable: boolean;
  notRelevant: boolean;
  unanswered: boolean;
}

interface Points {
  earned: number;
  possible: number;
  /** 0 to 100; null when nothing was possible. */
  percent: number | null;
  capped?: boolean;
  /** The critical question that zeroed it. */
  zeroedBy?: string;
}

export interface Score {
  rules: { method: 'points' | 'weightedSections'; unanswered: 'omit' | 'count'; capBonus: boolean };
  total: Points & { cappedBy?: string };
  sections: (Points & { name: string; weight?: number })[] | null;
  questions: QuestionScore[] | null;
}

export interface ResponseDetail {
  response: WholeResponse;
  definition: Definition;
  score: Score | null;
  locationTitle?: string;
  /** The shopper, for reviewers. */
  personName?: string;
  /** Oldest first; for viewers only appeals and their answers. */
  history?: ResponseEvent[];
  /** The answers of every revision, oldest first, the newest included; aside: it came too late to replace those before. */
  previous?: { event: string; at: string; aside?: boolean; answers: Record<string, unknown> }[];
  evidence?: Evidence;
}

export interface ResponseFilter {
  wave?: string | null;
  definition?: string | null;
  state?: string | null;
  source?: string | null;
  /** A column: then only counted responses with a value in it are listed. */
  indicator?: string | null;
  /** Exactly this one of its values. */
  value?: string | null;
  /** Its values from and to these, both included. */
  from?: string | null;
  to?: string | null;
  /** Those without a value instead, for this reason. */
  absent?: string | null;
  touchpoint?: string | null;
  /** The wave whose arms the choice names; the wave itself without it. */
  armsOf?: string | null;
}

const one = (project: string, id: string, rest = '') => within(project, `/responses/${encodeURIComponent(id)}${rest}`);

/** One page, newest first. A page may be short, even empty, and still have a next. */
export const listResponses = (project: string, filter: ResponseFilter, after?: string, signal?: AbortSignal, choice: Choice = noChoice) =>
  http.get<List<ResponseSummary>>(asked(within(project, '/responses'), { ...membersOf(choice), ...filter, limit: 50, after }), { signal });

/** All responses to a questionnaire as a table (CSV), as far as wave, state and choice leave them. */
export const responseTable = async (project: string, filter: { definition: string } & Partial<Record<'wave' | 'state' | 'source', string | null>>, choice: Choice) =>
  (await send('GET', asked(within(project, '/responses.csv'), { ...membersOf(choice), ...filter }), { timeout: 600_000 })).blob();

export const readResponse = (project: string, id: string, signal?: AbortSignal) => http.get<ResponseDetail>(one(project, id), { signal });

/** The content of a photo or other file. */
export const readAttachment = async (project: string, id: string, attachment: string, signal?: AbortSignal) =>
  (await send('GET', one(project, id, `/attachments/${attachment}`), { signal })).blob();
