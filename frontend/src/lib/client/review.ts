import { http, type List } from './http';
import { within } from './project';
import type { Decision, ResponseDetail, ResponseSummary, ReviewComment, State } from './response-list';

/** A line of the review queue. */
export interface QueueRow extends ResponseSummary {
  locationTitle?: string;
  personName?: string;
  /** How long the visit or the questions took. */
  seconds?: number;
  /** Since it was received. */
  waitingDays: number;
  photos: number;
  /** The first reviewer; another has to confirm. */
  awaitsSecond?: string;
  /** The visit could not be made. */
  notPossible?: boolean;
  /** An appeal waits for its answer. */
  appealed?: boolean;
}

export interface QueueFilter {
  wave?: string | null;
  location?: string | null;
  definition?: string | null;
  person?: string | null;
  flag?: string | null;
  /** Separated by commas; absent is what waits for a decision. */
  state?: string | null;
  /** "true": with an appeal that waits for its answer. */
  appealed?: string | null;
  search?: string | null;
}

export interface Queue extends List<QueueRow> {
  total: number;
  /** By state, and `flagged` and `appealed`. */
  counts: Partial<Record<State | 'flagged' | 'appealed', number>>;
  /** By code. */
  flags: Record<string, number>;
}

/** What a reviewer decides; base is the newest event they have seen. */
export interface ReviewOrder {
  id: string;
  base: string;
  decision: Decision;
  comments?: ReviewComment[];
  deadline?: string;
  grade?: number;
  reason?: string;
}

const one = (project: string, response: string, rest: string) => within(project, `/responses/${encodeURIComponent(response)}${rest}`);

export const review = {
  /** Oldest first. */
  queue: (project: string, filter: QueueFilter, after?: string, signal?: AbortSignal) =>
    http.get<Queue>(within(project, '/review'), { search: { ...filter, limit: 50, after }, signal }),
  /** The same order again is success. Codes: response.stale, review.sameReviewer. */
  decide: (project: string, response: string, order: ReviewOrder) => http.post<ResponseDetail>(one(project, response, '/reviews'), order),
  /** Answers by path; null takes one out. The original stays in the history. */
  correct: (project: string, response: string, order: { id: string; base: string; changes: Record<string, unknown>; reason: string }) =>
    http.post<ResponseDetail>(one(project, response, '/corrections'), order),
  appeal: (project: string, response: string, order: { id: string; text: string }) =>
    http.post<ResponseDetail>(one(project, response, '/appeals'), order),
  answerAppeal: (project: string, response: string, appeal: string, order: { id: string; outcome: 'accepted' | 'rejected'; text: string }) =>
    http.post<ResponseDetail>(one(project, response, `/appeals/${encodeURIComponent(appeal)}/outcome`), order)
};

/** What became of the reports in a file that a shopper saved. */
export interface UnsentResult {
  items: { id: string; assignment: string; result: 'added' | 'known' | 'refused'; message?: string }[];
  attachments: number;
}

/** Takes in a shopper's file of unsent reports; again is harmless. */
export function importUnsent(project: string, file: File): Promise<UnsentResult> {
  const form = new FormData();
  form.set('file', file, file.name);
  return http.post<UnsentResult>(within(project, '/unsent'), undefined, { raw: form, timeout: 600_000 });
}
