import { clock } from '$lib/client/clock';
import { definitionFiles } from '$lib/client/definition';
import { type ActContent, type ActKind, acts, type QuizResult } from '$lib/client/field-act';
import { type FieldAssignment, fieldAssignments, fieldJobs, type Job, ownAttachment } from '$lib/client/field-assignment';
import { fieldProfile, type Standing } from '$lib/client/field-profile';
import { mintId } from '$lib/client/identifier';
import { Problem } from '$lib/client/problem';
import { session } from '$lib/client/session.svelte';
import { type Draft, type Receipt, reportScope, scopeFor } from '$lib/offline/db';
import { Device } from '$lib/offline/device.svelte';
import { fileIds, keepFiles } from '$lib/offline/files';
import { enqueue, inOrder, type OutboxItem, type Parcel } from '$lib/offline/outbox';
import { Kept } from './kept.svelte';
import { placeTitle } from './place';

/** How an assignment stands for the person on this phone. */
export type Progress =
  | { kind: 'open' }
  | { kind: 'draft'; draft: Draft }
  | { kind: 'outbox'; item: OutboxItem }
  | { kind: 'returned' }
  | { kind: 'arrived'; missing: number };

/** How it stands with taking the work: an answer that has not left yet counts already. */
export type Answer = 'offered' | 'accepted' | 'declined';

/**
 * A shopper's work on this phone: the assignments (a copy first, then what the server says),
 * drafts and outbox. Everything here belongs to one person; another person who signs in on
 * the same phone has a Work of their own and sees nothing of it.
 */
export class Work {
  drafts = $state.raw<Draft[]>([]);
  /** What was delivered from this phone, newest first. */
  delivered = $state.raw<Receipt[]>([]);
  readonly #list: Kept<FieldAssignment>;
  readonly #board: Kept<Job>;
  readonly standings: Kept<Standing>;
  /** Acts on the job board whose answer was lost on the way: they are repeated under the same id. */
  readonly #attempts = new Map<string, ActContent>();

  private constructor(
    readonly device: Device,
    readonly person: string
  ) {
    const { database } = device;
    this.#list = new Kept(database, `assignments:${person}`, fieldAssignments, (items) => items.flatMap(filesWanted).map(({ id }) => id));
    this.#board = new Kept(database, `jobs:${person}`, fieldJobs);
    this.standings = new Kept(database, `profile:${person}`, async () => ({ items: (await fieldProfile()).projects ?? [] }));
  }

  /** Rejects when the browser keeps nothing. */
  static async open(person: string): Promise<Work> {
    const device = await Device.open(() => ({ person: session.state === 'signedIn' ? session.person?.id : undefined }));
    const work = new Work(device, person);
    const { database } = device;
    await Promise.all([work.#list.recall(), work.#board.recall(), work.standings.recall(), work.refreshDrafts(), database.saveNote('sender', person)]);
    const offset = await database.note('clockOffset');
    if (offset !== undefined) clock.recall(Number(offset));
    return work;
  }

  get assignments(): FieldAssignment[] | undefined {
    return this.#list.items;
  }

  /** The jobs of the board; undefined while they were never fetched. */
  get jobs(): Job[] | undefined {
    return this.#board.items;
  }

  /** When the list was last confirmed by the server, in milliseconds since 1970. */
  get confirmed(): number | undefined {
    return this.#list.confirmed;
  }

  get busy(): boolean {
    return this.#list.busy;
  }

  /** Why the last attempt to fetch failed; a copy may be shown all the same. */
  get problem(): Problem | undefined {
    return this.#list.problem;
  }

  /** The person's own part of the outbox. */
  get outbox(): readonly OutboxItem[] {
    return this.device.items.filter(({ parcel }) => parcel.kind !== 'answer' && parcel.person === this.person);
  }

  /** The person's reports and corrections that have not arrived. */
  get unsentReports(): readonly OutboxItem[] {
    return this.outbox.filter(({ parcel }) => parcel.kind === 'report' || parcel.kind === 'revision');
  }

  /** Asks the server for the assignments; without network the copy stays. */
  async fetch(): Promise<void> {
    await this.#list.fetch();
    const { database } = this.device;
    if (clock.offset !== undefined) await database.saveNote('clockOffset', String(clock.offset));
    if (!this.#list.problem) void this.#keepFiles(this.#list.items ?? []);
  }

  async fetchJobs(): Promise<void> {
    await this.#board.fetch();
  }

  get jobsConfirmed(): number | undefined {
    return this.#board.confirmed;
  }

  get jobsProblem(): Problem | undefined {
    return this.#board.problem;
  }

  get jobsBusy(): boolean {
    return this.#board.busy;
  }

  /** Brings the files of all questionnaires and briefings to this phone and lets go of those that no longer belong to any. */
  async #keepFiles(assignments: readonly FieldAssignment[]): Promise<void> {
    const { database } = this.device;
    await database.pruneFiles();
    for (const wanted of assignments.flatMap(filesWanted)) await keepFiles([wanted.id], database, wanted.read);
  }

  async refreshDrafts(): Promise<void> {
    const { database } = this.device;
    const [drafts, receipts] = await Promise.all([database.drafts(), database.receipts()]);
    this.drafts = drafts.filter(({ scope }) => this.#owns(scope));
    this.delivered = receipts.filter(({ scope }) => this.#owns(scope));
  }

  /** Scopes name the kind, the person and the assignment. */
  #owns(scope: string): boolean {
    const [kind, person] = scope.split(':');
    return kind !== 'link' && person === this.person;
  }

  scope(assignment: string): string {
    return reportScope(this.person, assignment);
  }

  /** What this person delivered from this phone, newest first. */
  async receipts(): Promise<Receipt[]> {
    await this.refreshDrafts();
    return this.delivered;
  }

  /** The assignment that a scope of this person's names. */
  assignmentOf(scope: string): FieldAssignment | undefined {
    const assignment = scope.split(':').slice(2).join(':');
    return scope.startsWith('quiz:') ? this.quizzed(assignment) : this.find(assignment);
  }

  find(assignment: string): FieldAssignment | undefined {
    return this.assignments?.find((one) => one.assignment.id === assignment);
  }

  /** What a quiz belongs to: an assignment, or a job of the board that asks for it first. */
  quizzed(assignment: string): FieldAssignment | undefined {
    const found = this.find(assignment);
    const job = this.job(assignment);
    return found ?? (job?.quiz && { ...job, quiz: job.quiz, definition: job.quiz.definition });
  }

  job(assignment: string): Job | undefined {
    return this.jobs?.find((one) => one.assignment.id === assignment);
  }

  /** What of a kind waits in the outbox for an assignment, the newest first. */
  waiting(assignment: string, kind: Parcel['kind']): OutboxItem | undefined {
    return this.outbox.findLast(({ parcel }) => parcel.kind === kind && assignmentIn(parcel) === assignment);
  }

  /** Acts that the server would not take, for an assignment or all. */
  refusedActs(assignment?: string): readonly OutboxItem[] {
    return this.outbox.filter(({ parcel, state }) => state === 'kept' && parcel.kind === 'act' && (!assignment || parcel.assignment === assignment));
  }

  answer({ assignment }: FieldAssignment): Answer {
    const acts = inOrder(this.outbox).filter(({ parcel, state }) => state !== 'kept' && parcel.kind === 'act' && parcel.assignment === assignment.id);
    const kinds = acts.map(({ parcel }) => (parcel.kind === 'act' ? parcel.content.kind : undefined));
    const last = kinds.findLast((kind) => kind !== undefined && kind !== 'checkIn');
    if (last === 'decline' || last === 'return') return 'declined';
    if (last === 'accept' || assignment.checkedInAt || kinds.includes('checkIn')) return 'accepted';
    return assignment.state === 'accepted' ? 'accepted' : 'offered';
  }

  progress(one: FieldAssignment): Progress {
    const { id } = one.assignment;
    const item = this.waiting(id, 'revision') ?? this.waiting(id, 'report');
    if (item) return { kind: 'outbox', item };
    const scopes = [scopeFor('revision', this.person, id), this.scope(id)];
    const draft = this.drafts.find(({ scope }) => scopes.includes(scope));
    if (draft) return { kind: 'draft', draft };
    if (!one.response) return { kind: 'open' };
    // A correction that arrived a moment ago, before the list was fetched anew.
    const corrected = this.delivered.some(({ base }) => base !== undefined && base === one.response?.base);
    if (one.response.state === 'returned' && !corrected) return { kind: 'returned' };
    return { kind: 'arrived', missing: one.response.missing?.length ?? 0 };
  }

  /** As progress, of an assignment that may no longer be on this phone. */
  progressOf(assignment: string): Progress['kind'] {
    const given = this.find(assignment);
    return given ? this.progress(given).kind : 'open';
  }

  /** What came of the last quiz that left from this phone. */
  quizResult(assignment: string): QuizResult | undefined {
    return this.delivered.find(({ scope }) => scope === scopeFor('quiz', this.person, assignment))?.result as QuizResult | undefined;
  }

  /** Does something with an assignment; it is kept on the phone and leaves when it can. */
  async act(given: FieldAssignment, kind: ActKind, more: Partial<ActContent> = {}): Promise<void> {
    const content = { id: mintId(), kind, at: new Date().toISOString(), ...more };
    await this.device.enqueue(enqueue({ kind: 'act', person: this.person, assignment: given.assignment.id, content }, placeTitle(given), Date.now()));
  }

  /** Takes a job of the board, applies for it or withdraws. It needs network: others may be faster. Throws Problem. */
  async apply(job: Job, kind: 'accept' | 'apply' | 'withdraw', note = ''): Promise<void> {
    const { id } = job.assignment;
    const key = `${kind}:${id}:${note}`;
    const content = this.#attempts.get(key) ?? { id: mintId(), kind, at: new Date().toISOString(), ...(note ? { note } : {}) };
    this.#attempts.set(key, content);
    try {
      await acts.send(id, content);
    } catch (thrown) {
      if (!(thrown instanceof Problem && (thrown.kind === 'offline' || thrown.kind === 'unavailable'))) this.#attempts.delete(key);
      if (thrown instanceof Problem && thrown.kind === 'conflict') await this.fetchJobs();
      throw thrown;
    }
    this.#attempts.delete(key);
    await Promise.all([this.fetch(), this.fetchJobs()]);
  }

  /** Throws a draft away; gives how to have it back. */
  async discardDraft(draft: Draft): Promise<() => Promise<void>> {
    const { database } = this.device;
    const discarded = await database.discardDraft(draft.id);
    await this.refreshDrafts();
    return async () => {
      if (discarded) await database.restoreDraft(discarded);
      await this.refreshDrafts();
    };
  }

  /** Nobody's work leaves from this phone any more, until somebody signs in. */
  async leave(): Promise<void> {
    await this.device.database.saveNote('sender', undefined).catch((reason: unknown) => console.warn('The device could not note the sign-out:', reason));
  }
}

const assignmentIn = (parcel: Parcel): string | undefined =>
  parcel.kind === 'answer' ? undefined : parcel.kind === 'report' ? parcel.content.assignment : parcel.assignment;

/** The files that an assignment shows, and how to have them: those of the questionnaire, the quiz, the briefing, and photos of a returned report. */
function filesWanted({ project, definition, quiz, assignment, response }: FieldAssignment): { id: string; read: () => Promise<Blob> }[] {
  const ids = [...fileIds(definition), ...(quiz ? fileIds(quiz.definition) : []), ...(assignment.documents ?? []).map(({ sha256 }) => sha256)];
  const shown = ids.map((id) => ({ id, read: () => definitionFiles.read(project.id, id) }));
  const own = response?.state === 'returned' ? (response.attachments ?? []) : [];
  return [...shown, ...own.map(({ id }) => ({ id, read: () => ownAttachment(assignment.id, id) }))];
}
