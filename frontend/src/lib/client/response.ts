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
}

/** A shopper's report on an assignment. */
export interface ReportContent extends ResponseContent {
  assignment: string;
  attachments: AttachmentRef[];
}

/** What the server says of a report it has. */
export interface ReportReceipt {
  id: string;
  state: string;
  /** All attachments are there. */
  complete: boolean;
  /** SHA-256 of the attachments that are still to come. */
  missing: string[] | null;
}

/** Sending a report; all may be repeated. Throws Problem `response.conflict` when the id is taken by other content. */
export const responses = {
  submit: (project: string, report: ReportContent) => http.post<ReportReceipt>(within(project, '/responses'), report),
  attach: (project: string, response: string, attachment: AttachmentRef, content: Blob) =>
    http.put<void>(within(project, `/responses/${encodeURIComponent(response)}/attachments/${attachment.id}`), undefined, {
      raw: content,
      headers: { 'Content-Type': attachment.type },
      // A slow uplink of 100 kbit/s, and half a minute to begin with.
      timeout: 30_000 + attachment.size / 12.5
    })
};
