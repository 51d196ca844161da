import { FormState } from '$lib/controls/form.svelte';
import { isAsked, type Page, pagesOf, relevantIn } from '$lib/controls/pages';
import { type Clock, clockOf } from '$lib/controls/timing';
import type { FieldAssignment, ReviewComment } from '$lib/client/field-assignment';
import { mintId } from '$lib/client/identifier';
import type { Capture } from '$lib/client/response';
import { session } from '$lib/client/session.svelte';
import { definitionFiles } from '$lib/client/definition';
import { compile, DefinitionError, prepare, type Question } from '$lib/engine';
import type { Draft } from '$lib/offline/db';
import { DraftKeeper, type Saving } from '$lib/offline/draft-keeper';
import { filesOf } from '$lib/offline/files';
import { enqueue, type OutboxItem } from '$lib/offline/outbox';
import { holdPlace } from '$lib/offline/place-lock';
import { language, pick } from '$lib/ui/language.svelte';
import { begin, definitionFor, filesIn, type Finished, goOn, parcelOf, type Purpose, scopeOfPurpose } from './parcels';
import { placeTitle } from './place';
import { VisitRecord } from './visit-record.svelte';
import type { Work } from './work.svelte';

export type Phase = 'opening' | 'filling' | 'elsewhere' | 'broken' | 'sent' | 'done';

/** How a section stands. */
export interface SectionState {
  page: Page;
  title: string;
  /** Relevant questions that a person can answer. */
  asked: number;
  answered: number;
  /** Paths of its questions that break a rule, missing required answers included. */
  wrong: string[];
  /** What the reviewer wants to know of its questions. */
  comments: number;
}

/** A report, its correction, or a quiz while it is filled in, over several sittings; every change is kept on the phone. */
export class Report {
  phase = $state<Phase>('opening');
  saving = $state<Saving>('saved');
  form = $state.raw<FormState>();
  /** The section shown; '' is the overview. It is where the next sitting begins. */
  at = $state('');
  /** Of a report: how the visit goes. */
  visit = $state.raw<VisitRecord>();
  /** Of a correction: to the reviewer. */
  comment = $state('');
  #draft: Draft | undefined;
  #captures: Record<string, Capture> = {};
  #clock: Clock | undefined;
  readonly #keeper: DraftKeeper;
  #release: () => void = () => undefined;
  readonly #released = new Promise<void>((resolve) => (this.#release = resolve));

  constructor(
    readonly work: Work,
    readonly given: FieldAssignment,
    readonly purpose: Purpose = 'report'
  ) {
    this.#keeper = new DraftKeeper(work.device.database, (saving) => {
      this.saving = saving;
      if (saving === 'gone' && this.phase === 'filling') this.phase = 'elsewhere';
    });
  }

  get title(): string {
    return placeTitle(this.given);
  }

  get #definition() {
    return definitionFor(this.purpose, this.given) ?? this.given.definition;
  }

  /** What the reviewer wants to know at a question, those inside of it included. */
  commentsAt(question: Question): ReviewComment[] {
    const names = new Set(namesIn(question));
    return this.#comments.filter((comment) => names.has(nameOf(comment)));
  }

  /** What the reviewer says of the report as a whole, or of what is no question. */
  get generalComments(): ReviewComment[] {
    const known = new Set(this.#definition.body.flatMap(namesIn));
    return this.#comments.filter((comment) => !known.has(nameOf(comment)));
  }

  get #comments(): readonly ReviewComment[] {
    return this.purpose === 'revision' ? (this.given.response?.comments ?? []) : [];
  }

  readonly pages: Page[] = $derived(this.form ? pagesOf(this.form.definition).filter(({ questions }) => questions.length > 0) : []);

  readonly sections: SectionState[] = $derived.by(() => {
    const { form } = this;
    if (!form) return [];
    void form.revision;
    return this.pages
      .filter(({ section }) => !section || form.session.state(section.name).relevant)
      .map((page) => {
        const inside = [...relevantIn(page.questions, form)].map(({ question, path }) => ({ question, path, state: form.session.state(path) }));
        const asked = inside.filter(({ question }) => isAsked(question));
        return {
          page,
          title: page.section ? form.session.state(page.section.name).label || page.section.name : '',
          asked: asked.length,
          answered: asked.filter(({ state }) => state.value !== undefined).length,
          wrong: inside.filter(({ state }) => state.violations.length > 0).map(({ path }) => path),
          comments: page.questions.reduce((sum, question) => sum + this.commentsAt(question).length, 0)
        };
      });
  });

  /** Keys of the sections that were looked at in this sitting. */
  #seen = $state.raw<readonly string[]>([]);

  /** The first section with something left to do, if any; what the reviewer asks comes first. */
  readonly unfinished: SectionState | undefined = $derived(
    this.sections.find(({ comments, page }) => comments > 0 && !this.#seen.includes(page.key)) ?? this.sections.find(({ wrong }) => wrong.length > 0)
  );

  readonly wrong: number = $derived(this.sections.reduce((sum, section) => sum + section.wrong.length, 0));

  /** The section after another, if any. */
  after(section: SectionState): SectionState | undefined {
    return this.sections[this.sections.findIndex(({ page }) => page.key === section.page.key) + 1];
  }

  /** Opens the draft, or begins one. */
  async open(takeOver = false): Promise<void> {
    const scope = scopeOfPurpose(this.purpose, this.work.person, this.given.assignment.id);
    const { database } = this.work.device;
    const held = await holdPlace(scope, () => void this.#lost(), takeOver, this.#released);
    if (held === 'elsewhere') {
      this.phase = 'elsewhere';
      return;
    }
    const kept = await database.draftOf(scope);
    if (!kept && (await this.#handedIn())) {
      this.phase = 'done';
      return;
    }
    const begun = begin(this.purpose, this.given, this.work.person, kept?.id ?? mintId(), language.current);
    // An assignment that was given another version takes the earlier answers over where they fit.
    this.#draft = kept ? goOn(kept, begun) : begun;
    if (!kept) await database.saveDraft(this.#draft);
    await prepare(this.#definition);
    this.#show(this.#draft, kept !== undefined || this.purpose === 'revision', await database.deviceId());
  }

  /** Whether the report has left already, perhaps by another tab a moment ago. */
  async #handedIn(): Promise<boolean> {
    const { work, purpose } = this;
    const { id } = this.given.assignment;
    await work.device.refresh();
    if (purpose === 'quiz') return work.waiting(id, 'quiz') !== undefined || (work.find(id)?.quiz?.certified ?? false);
    if (purpose === 'revision') return work.progressOf(id) !== 'returned';
    if (work.progressOf(id) !== 'open') return true;
    return (await work.receipts()).some(({ scope }) => scope === work.scope(id));
  }

  #show(draft: Draft, resumed: boolean, device: string): void {
    const { database } = this.work.device;
    const definition = this.#definition;
    const save = async (id: string, content: Blob) => database.saveMedium({ response: draft.id, id, content });
    try {
      this.form = new FormState(
        compile(definition),
        {
          now: new Date(),
          start: new Date(draft.startedAt),
          zone: this.given.project.timeZone,
          seed: draft.seed,
          language: draft.language,
          resumed,
          device,
          ...(session.person ? { username: session.person.email } : {})
        },
        draft.answers,
        {
          media: {
            save: async (id, content, capture) => {
              await save(id, content);
              if (capture) this.#captures = { ...this.#captures, [id]: capture };
            },
            load: async (id) => (await database.medium(draft.id, id)) ?? this.#elsewhere(id)
          },
          files: filesOf(definition, database, (sha256) => definitionFiles.read(this.given.project.id, sha256)),
          changed: () => this.keep()
        }
      );
      this.#captures = draft.captures ?? {};
      this.comment = draft.comment ?? '';
      if (this.purpose !== 'quiz') this.visit = new VisitRecord(this.given, draft, { save, changed: () => this.keep(), arrived: (at) => this.#arrived(at) });
      this.#clock = clockOf(this.form, draft.timing);
      this.at = draft.at ?? '';
      this.phase = 'filling';
    } catch (thrown) {
      if (!(thrown instanceof DefinitionError)) throw thrown;
      console.warn(thrown.message);
      this.phase = 'broken';
    }
  }

  /** Tells of the arrival on its own; the report tells of it too, should that fail. */
  #arrived(at: string): void {
    this.work.act(this.given, 'checkIn', { at }).catch((reason: unknown) => console.warn('The arrival is told with the report:', reason));
  }

  /** A photo that an earlier revision brought to the server; kept here since the list was fetched. */
  #elsewhere(id: string): Promise<Blob | undefined> {
    return this.purpose === 'revision' ? this.work.device.database.file(id) : Promise.resolve(undefined);
  }

  /** Remembers the section shown ('' for the overview). */
  turnTo(key: string): void {
    if (this.at === key) return;
    if (key) this.#seen = [...this.#seen, key];
    this.at = key;
    this.keep();
  }

  /** Lets the mistakes of a section be shown. */
  inspect(section: SectionState | undefined): void {
    if (!this.form || !section) return;
    for (const { path } of relevantIn(section.page.questions, this.form)) this.form.field(path).inspect();
  }

  speak(code: string): void {
    if (this.form && this.form.language !== code) this.form.language = code;
  }

  keep(): void {
    const { form } = this;
    if (!this.#draft || !form || this.phase !== 'filling') return;
    this.#draft = {
      ...this.#draft,
      answers: form.session.remembered(),
      language: form.language,
      changedAt: new Date().toISOString(),
      at: this.at,
      captures: this.#captures,
      ...this.#timed(),
      ...this.visit?.remembered(),
      ...(this.comment ? { comment: this.comment } : {})
    };
    this.#keeper.keep(this.#draft);
  }

  #timed(): Pick<Draft, 'timing'> {
    return this.#clock ? { timing: this.#clock.spent() } : {};
  }

  flush(): Promise<void> {
    // Time passes without a change.
    if (this.#clock || this.visit) this.keep();
    return this.#keeper.flush();
  }

  /** Leaves the report: what is not yet on the disk gets there, and the place is free for whoever continues. */
  async close(): Promise<void> {
    await this.flush();
    this.#clock?.end();
    this.visit?.end();
    this.#release();
    await this.work.refreshDrafts();
  }

  /** Says something to the reviewer. */
  tell(words: string): void {
    this.comment = words;
    this.keep();
  }

  /** How many photos and files go along as it is now. */
  get fileCount(): number {
    void this.form?.revision;
    const { form } = this;
    const draft = this.#draft;
    return form && draft ? filesIn(this.#finished(form, draft, new Date(draft.changedAt))).length : 0;
  }

  /** The proofs that are asked for and that no answer shows yet, with where to give them. */
  get openProofs(): { text: string; section?: SectionState; question?: string }[] {
    const { form } = this;
    if (!form || this.purpose === 'quiz') return [];
    void form.revision;
    return (this.given.assignment.proofs ?? []).flatMap((proof) => {
      const { question } = proof;
      const known = question !== undefined && form.session.has(question);
      if (!known || !form.session.state(question).relevant || form.session.state(question).value !== undefined) return [];
      const section = this.sections.find(({ page }) => page.questions.some((one) => namesIn(one).includes(question)));
      return [{ text: said(proof.text, this.given), question, ...(section ? { section } : {}) }];
    });
  }

  /** Hands the report in; false when another tab was faster. */
  async handIn(): Promise<boolean> {
    const { form } = this;
    const draft = this.#draft;
    if (!form || !draft) return false;
    const end = new Date();
    form.finish(end);
    await this.flush();
    const finished = this.#finished(form, this.#draft ?? draft, end);
    const { database } = this.work.device;
    await database.pruneMedia(draft.id, filesIn(finished).map(({ id }) => id));
    const item = enqueue(parcelOf(this.purpose, this.given, this.work.person, finished), this.title, end.getTime());
    const done = await this.work.device.handIn(item);
    await this.work.device.refresh();
    await this.work.refreshDrafts();
    this.phase = done ? 'sent' : 'elsewhere';
    return done;
  }

  #finished(form: FormState, draft: Draft, end: Date): Finished {
    return { draft, answers: form.session.answers(), language: form.language, submittedAt: end.toISOString(), beside: this.visit?.attachments ?? draft.beside ?? [] };
  }

  /** The report as it would leave now, for a file that saves it where this device cannot. */
  snapshot(): OutboxItem | undefined {
    const { form } = this;
    const draft = this.#draft;
    if (!form || !draft) return undefined;
    return enqueue(parcelOf(this.purpose, this.given, this.work.person, this.#finished(form, draft, new Date())), this.title, Date.now());
  }

  async #lost(): Promise<void> {
    await this.flush();
    if (this.phase === 'filling') this.phase = 'elsewhere';
  }
}

/** The place's own words in the shopper's language. */
export const said = (text: Partial<Record<string, string>> | undefined, given: FieldAssignment): string =>
  pick(text, language.current, given.definition.defaultLanguage);

/** The name of the question that a comment is about, without the instances it lies in. */
const nameOf = ({ question = '' }: ReviewComment): string => question.slice(question.lastIndexOf('.') + 1).replace(/\[\d+\]$/, '');

const namesIn = (question: Question): string[] => [question.name, ...(question.body ?? []).flatMap(namesIn)];
