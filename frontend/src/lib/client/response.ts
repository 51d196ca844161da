import { http } from './http';
import type { Money } from './field-assignment';
import { within } from './project';

/** One version of a definition. */
export interface DefinitionRef {
  id: string;
  version: number;
}

/** A photo or other file of a response; its id is the SHA-256 of its content, in hexadecimal. */
export interface AttachmentRef extends Capture {
  id: string;
  /** The path of the question, or one of `proofOf`. */
  question: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
}

/** Where files belong that answer no question. */
export const proofOf = { notPossible: '$notPossible', expense: '$expense' } as const;

/** How a file came about, as far as the device knows. */
export interface Capture {
  /** When the picture was taken. */
  takenAt?: string;
  /** Only where the definition keeps it. */
  position?: Place;
  /** Taken for the question, or chosen among the files of the device. */
  source?: 'camera' | 'file';
}

/** WGS 84 degrees, accuracy in metres. */
export interface Place {
  lat: number;
  lon: number;
  alt?: number;
  accuracy?: number;
}

/** What a person filled in, as it is sent. Instants are ISO 8601 in UTC, by the device's clock. */
export interface ResponseContent {
  /** UUIDv7, minted on the device; sending the same again is recognised by it. */
  id: string;
  definition: DefinitionRef;
  answers: Record<string, unknown>;
  language: string;
  startedAt: string;
  submittedAt: string;
  attachments?: AttachmentRef[];
  timing?: Timing;
}

/** How long a person was at the single questions; sent only where the definition asks for it. */
export interface Timing {
  /** Seconds by the path of the question. */
  questions: Record<string, number>;
  /** How often the page was left or nothing was done for long. */
  pauses?: number;
}

/** Being at the place: when, and where as far as the device tells. */
export interface Presence {
  at: string;
  position?: Place;
  /** Why there is no position. */
  missing?: 'denied' | 'unavailable' | 'off';
}

export const obstacles = ['closed', 'moved', 'refused', 'unsafe', 'other'] as const;
export type Obstacle = (typeof obstacles)[number];

/** How a visit went, beside the answers. */
export interface Visit {
  checkIn?: Presence;
  checkOut?: Presence;
  notPossible?: { reason: Obstacle; note: string };
  notes?: string;
  /** How long the report was open and seen. */
  seconds?: number;
  /** How often it was opened. */
  sittings?: number;
  /** Server minus device, as last seen; milliseconds. */
  clockOffset?: number;
}

/** Something that a shopper paid. */
export interface Expense {
  what: string;
  amount: Money;
  /** SHA-256 of the receipt. */
  attachment?: string;
}

/** A shopper's report on an assignment. */
export interface ReportContent extends ResponseContent {
  assignment: string;
  attachments: AttachmentRef[];
  visit?: Visit;
  expenses?: Expense[];
}

/** A report corrected by its shopper; the id is that of the event. */
export interface RevisionContent extends Omit<ReportContent, 'assignment' | 'startedAt'> {
  /** The newest event that was known when it was corrected. */
  base: string;
  /** To the reviewer. */
  comment?: string;
}

/** What the server says of answers it has. */
export interface Receipt {
  id: string;
  /** All attachments are there. */
  complete: boolean;
  /** SHA-256 of the attachments that are still to come. */
  missing: string[] | null;
}

/** What the server says of a report it has. */
export interface ReportReceipt extends Receipt {
  state: string;
}

/** Sending a report; may be repeated. Throws Problem `response.conflict` when the id is taken by other content. */
export const responses = {
  submit: (project: string, report: ReportContent) => http.post<ReportReceipt>(within(project, '/responses'), report),
  /** Throws Problem conflict `response.unknown` while the report itself has not arrived. */
  revise: (project: string, response: string, revision: RevisionContent) =>
    http.post<ReportReceipt>(within(project, `/responses/${encodeURIComponent(response)}/revisions`), revision)
};
