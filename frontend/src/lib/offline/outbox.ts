/**
 * The outbox as a state machine without clock, network or storage: what is to be sent, when,
 * and what becomes of it. Every item leaves exactly once, because its content and id never
 * change once it is in here and the server recognises an id that comes again.
 *
 *   queued ──► sending ──► (delivered, out of the box)
 *      ▲          ├──► queued    no network, server busy or down, sign-in ended: again later
 *      └── again ─┴──► kept      the server will not take it as it is: kept with the reason
 */
import type { ActContent, QuizContent } from '$lib/client/field-act';
import type { AttachmentRef, ReportContent, ResponseContent, RevisionContent } from '$lib/client/response';

/** Where an item goes: a public link's answers, or what a shopper reports, corrects, does with an assignment, or answers in its quiz. */
export type Parcel =
  | { kind: 'answer'; token: string; content: ResponseContent }
  | { kind: 'report'; project: string; person: string; content: ReportContent }
  | { kind: 'revision'; project: string; person: string; assignment: string; response: string; content: RevisionContent }
  | { kind: 'act'; person: string; assignment: string; content: ActContent }
  | { kind: 'quiz'; person: string; assignment: string; content: QuizContent };

/** Why the server will not take an item as it is. */
export interface Refusal {
  /** The server's stable code, for example "response.conflict". */
  code: string;
  detail: string;
  status: number;
  fields: readonly { path: string; code: string; message: string }[];
}

export interface OutboxItem {
  /** That of the content: a response's or an event's. */
  id: string;
  parcel: Parcel;
  /** What people recognise it by: the questionnaire's or the place's name. */
  title: string;
  state: 'queued' | 'sending' | 'kept';
  /** The server has the answers; only attachments are still to come. */
  received: boolean;
  /** Ids of attachments the server has. */
  attached: string[];
  /** The attachment under way. */
  upload?: Upload;
  /** Failures in a row, for the backoff. */
  failures: number;
  /** Milliseconds since 1970 before which it is not tried again. */
  notBefore: number;
  /** It waits for its person to sign in. */
  needsSignIn: boolean;
  refusal?: Refusal;
  /** What the server answered to the content, where a person wants to know it. */
  result?: unknown;
  queuedAt: number;
}

/** How far an attachment has come. */
export interface Upload {
  id: string;
  /** Bytes that the server has, as it said last. */
  at: number;
  /** Something broke off since, so that it is asked where the file stands. */
  unsure: boolean;
}

/** The next thing to do for an item: send the answers, ask where an attachment stands, or send a piece of it from there. */
export type Step =
  | { kind: 'content' }
  | { kind: 'standing'; attachment: AttachmentRef }
  | { kind: 'piece'; attachment: AttachmentRef; from: number };

/** What came of a step. */
export type Outcome =
  | { kind: 'received'; missing: readonly string[]; result?: unknown }
  /** The server has so many bytes of the attachment; all of them: it has arrived. */
  | { kind: 'stands'; at: number }
  /** No answer at all: the network is absent for every item. */
  | { kind: 'unreachable' }
  /** The server asks to come again, after that many seconds when it says so. */
  | { kind: 'later'; after?: number }
  | { kind: 'signIn' }
  | { kind: 'refused'; refusal: Refusal };

/** First and longest pause between attempts, in milliseconds. */
export const pauses = { first: 2_000, longest: 300_000 };

/** Pause after a number of failures in a row: doubling, with jitter between half and whole; `chance` is from 0 to 1. */
export function pauseAfter(failures: number, chance: number): number {
  const whole = Math.min(pauses.longest, pauses.first * 2 ** Math.min(Math.max(failures, 1) - 1, 20));
  return Math.round(whole * (0.5 + 0.5 * chance));
}

export function enqueue(parcel: Parcel, title: string, now: number): OutboxItem {
  return {
    id: parcel.content.id,
    parcel,
    title,
    state: 'queued',
    received: false,
    attached: [],
    failures: 0,
    notBefore: 0,
    needsSignIn: false,
    queuedAt: now
  };
}

/** An item that was being sent when its page ended is sent again; the server knows what of it it already has. */
export function recover(item: OutboxItem): OutboxItem {
  return item.state === 'sending' ? { ...interrupted(item), state: 'queued' } : item;
}

function interrupted(item: OutboxItem): OutboxItem {
  return item.upload ? { ...item, upload: { ...item.upload, unsure: true } } : item;
}

/** The step an item needs next; undefined when it is delivered. */
export function nextStep(item: OutboxItem): Step | undefined {
  if (!item.received) return { kind: 'content' };
  const attachment = attachmentsOf(item).find((one) => !item.attached.includes(one.id));
  if (!attachment) return undefined;
  const { upload } = item;
  return upload?.id === attachment.id && !upload.unsure ? { kind: 'piece', attachment, from: upload.at } : { kind: 'standing', attachment };
}

/** The attachments of an item, each content once. */
export function attachmentsOf(item: OutboxItem): AttachmentRef[] {
  const { content } = item.parcel;
  const all = 'attachments' in content ? (content.attachments ?? []) : [];
  return all.filter((one, index) => all.findIndex((other) => other.id === one.id) === index);
}

/** Parts sent and parts in all, for progress: the answers are one part, each attachment another. */
export function progressOf(item: OutboxItem): { done: number; total: number } {
  return { done: Number(item.received) + item.attached.length, total: 1 + attachmentsOf(item).length };
}

/** The attachment that is on its way, with the bytes of it that have arrived. */
export function underWay(item: OutboxItem): { attachment: AttachmentRef; sent: number } | undefined {
  const attachment = attachmentsOf(item).find(({ id }) => id === item.upload?.id);
  return attachment && { attachment, sent: item.upload?.at ?? 0 };
}

/** Who may send at present: an item of somebody else waits for them. */
export interface Sender {
  /** The signed-in person's id; undefined while nobody is. */
  person: string | undefined;
}

function mayLeave(item: OutboxItem, sender: Sender): boolean {
  return item.parcel.kind === 'answer' || item.parcel.person === sender.person;
}

/** The assignment whose acts follow one another; a report never waits for them. */
const sequenceOf = ({ parcel }: OutboxItem): string | undefined => (parcel.kind === 'act' || parcel.kind === 'quiz' ? parcel.assignment : undefined);

/** What waits for nothing but its time, oldest first: of the acts on an assignment only the first. */
function waiting(items: readonly OutboxItem[], sender: Sender): OutboxItem[] {
  const ahead = new Set<string>();
  return inOrder(items).filter((item) => {
    if (item.state === 'kept' || !mayLeave(item, sender)) return false;
    const sequence = sequenceOf(item);
    if (sequence === undefined) return item.state === 'queued';
    const first = !ahead.has(sequence);
    ahead.add(sequence);
    return first && item.state === 'queued';
  });
}

/** The item to send now: the oldest that is due. */
export function nextDue(items: readonly OutboxItem[], sender: Sender, now: number): OutboxItem | undefined {
  return waiting(items, sender).find((item) => item.notBefore <= now);
}

/** When to look again, in milliseconds since 1970; undefined when nothing waits for time alone. */
export function nextTime(items: readonly OutboxItem[], sender: Sender): number | undefined {
  const times = waiting(items, sender).map((item) => item.notBefore);
  return times.length ? Math.min(...times) : undefined;
}

export function inOrder(items: readonly OutboxItem[]): OutboxItem[] {
  return [...items].sort((a, b) => a.queuedAt - b.queuedAt || (a.id < b.id ? -1 : 1));
}

/**
 * The item after a step. The result is 'queued' (more to do, now or after a pause), or
 * 'kept'; whether it is delivered, nextStep tells. What brings an attachment no further counts
 * as a failure, so that nothing is sent over and over without a pause.
 */
export function after(item: OutboxItem, step: Step, outcome: Outcome, now: number, chance: number): OutboxItem {
  const fine = { ...item, state: 'queued', failures: 0, notBefore: 0, needsSignIn: false } as const;
  const failures = item.failures + 1;
  const postponed = { ...interrupted(item), state: 'queued', failures, notBefore: now + pauseAfter(failures, chance) } as const;
  switch (outcome.kind) {
    case 'received': {
      const { missing, result } = outcome;
      const attached = attachmentsOf(item).map((one) => one.id).filter((id) => !missing.includes(id));
      return { ...fine, received: true, attached, ...(result === undefined ? {} : { result }) };
    }
    case 'stands': {
      if (step.kind === 'content') return fine;
      const { id, size } = step.attachment;
      if (outcome.at >= size) return whole(fine, id);
      const upload = { id, at: outcome.at, unsure: false };
      if (step.kind === 'piece') return outcome.at > step.from ? { ...fine, upload } : { ...postponed, upload };
      // Being told so is no success by itself: failures of the pieces go on counting.
      const before = item.upload?.id === id ? item.upload.at : 0;
      return { ...(outcome.at > before ? fine : item), state: 'queued', needsSignIn: false, upload };
    }
    case 'unreachable':
      return postponed;
    case 'later':
      return { ...postponed, notBefore: Math.max(postponed.notBefore, now + (outcome.after ?? 0) * 1000) };
    case 'signIn':
      return { ...postponed, needsSignIn: true };
    case 'refused':
      return { ...interrupted(item), state: 'kept', refusal: outcome.refusal };
  }
}

function whole(item: OutboxItem, attachment: string): OutboxItem {
  const next = { ...item, attached: [...item.attached, attachment] };
  delete next.upload;
  return next;
}

/** Whether the next step may follow at once. */
export function goesOn(before: OutboxItem, result: OutboxItem, outcome: Outcome): boolean {
  return (outcome.kind === 'received' || outcome.kind === 'stands') && result.failures <= before.failures;
}

/** Tries an item at once, after a pause or a refusal, with its content as it was. */
export function again(item: OutboxItem): OutboxItem {
  const next: OutboxItem = { ...interrupted(item), state: 'queued', failures: 0, notBefore: 0, needsSignIn: false };
  delete next.refusal;
  return next;
}

/** What a badge says. */
export interface Unsent {
  /** Not delivered, refused ones included. */
  count: number;
  kept: number;
  needsSignIn: boolean;
}

export function unsentOf(items: readonly OutboxItem[]): Unsent {
  return {
    count: items.length,
    kept: items.filter((item) => item.state === 'kept').length,
    needsSignIn: items.some((item) => item.needsSignIn)
  };
}
