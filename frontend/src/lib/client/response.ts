import { http } from './http';
import { within } from './project';

/** One version of a definition. */
export interface DefinitionRef {
  id: string;
  version: number;
}

/** A photo or other file of a response; its id is the SHA-256 of its content, in hexadecimal. */
export interface AttachmentRef {
  id: string;
  /** The path of the question. */
  question: string;
  name: string;
  type: string;
  /** Bytes. */
  size: number;
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

/** A shopper's report on an assignment. */
export interface ReportContent extends ResponseContent {
  assignment: string;
  attachments: AttachmentRef[];
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
  submit: (project: string, report: ReportContent) => http.post<ReportReceipt>(within(project, '/responses'), report)
};
