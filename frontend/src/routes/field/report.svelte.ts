import { FormState } from '$lib/controls/form.svelte';
import { isAsked, type Page, pagesOf, relevantIn } from '$lib/controls/pages';
import { type Clock, clockOf } from '$lib/controls/timing';
import type { FieldAssignment } from '$lib/client/field-assignment';
import { mintId, seedOf } from '$lib/client/identifier';
import { session } from '$lib/client/session.svelte';
import { definitionFiles } from '$lib/client/definition';
import { compile, DefinitionError, prepare } from '$lib/engine';
import { attachmentsIn } from '$lib/offline/attached';
import type { Draft } from '$lib/offline/db';
import { DraftKeeper, type Saving } from '$lib/offline/draft-keeper';
import { filesOf } from '$lib/offline/files';
import { enqueue } from '$lib/offline/outbox';
import { holdPlace } from '$lib/offline/place-lock';
import { language, pick } from '$lib/ui/language.svelte';
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
}

/** A report while it is filled in, over several sittings; every change is kept on the phone. */
export class Report {
  phase = $state<Phase>('opening');
  saving = $state<Saving>('saved');
  form = $state.raw<FormState>();
  /** The section shown; '' is the overview. It is where the next sitting begins. */
  at = $state('');
  #draft: Draft | undefined;
  #clock: Clock | undefined;
  readonly #keeper: DraftKeeper;
  #release: () => void = () => undefined;
  readonly #released = new Promise<void>((resolve) => (this.#release = resolve));

  constructor(
    readonly work: Work,
    readonly given: FieldAssignment
  ) {
    this.#keeper = new DraftKeeper(work.device.database, (saving) => {
      this.saving = saving;
      if (saving === 'gone' && this.phase === 'filling') this.phase = 'elsewhere';
    });
  }

  get title(): string {
    return this.given.location.title;
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
          wrong: inside.filter(({ state }) => state.violations.length > 0).map(({ path }) => path)
        };
      });
  });

  /** The first section with something left to do, if any. */
  readonly unfinished: SectionState | undefined = $derived(this.sections.find(({ wrong }) => wrong.length > 0));

  readonly wrong: number = $derived(this.sections.reduce((sum, section) => sum + section.wrong.length, 0));

  /** The section after another, if any. */
  after(section: SectionState): SectionState | undefined {
    return this.sections[this.sections.findIndex(({ page }) => page.key === section.page.key) + 1];
  }

  /** Opens the draft, or begins one. */
  async open(takeOver = false): Promise<void> {
    const scope = this.work.scope(this.given.assignment.id);
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
    const now = new Date().toISOString();
    const definition = { id: this.given.definition.id, version: this.given.definition.version };
    // An assignment that was given another version takes the earlier answers over where they fit.
    const id = mintId();
    this.#draft = (kept && { ...kept, definition }) ?? {
      id,
      scope,
      definition,
      answers: {},
      language: language.current,
      startedAt: now,
      changedAt: now,
      seed: seedOf(id)
    };
    if (!kept) await database.saveDraft(this.#draft);
    await prepare(this.given.definition);
    this.#show(this.#draft, kept !== undefined, await database.deviceId());
  }

  /** Whether the report has left already, perhaps by another tab a moment ago. */
  async #handedIn(): Promise<boolean> {
    const { work } = this;
    const { id } = this.given.assignment;
    await work.device.refresh();
    if (work.progressOf(id) !== 'open') return true;
    return (await work.receipts()).some(({ scope }) => scope === work.scope(id));
  }

  #show(draft: Draft, resumed: boolean, device: string): void {
    const { database } = this.work.device;
    try {
      this.form = new FormState(
        compile(this.given.definition),
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
            save: (id, content) => database.saveMedium({ response: draft.id, id, content }),
            load: (id) => database.medium(draft.id, id)
          },
          files: filesOf(this.given.definition, database, (sha256) => definitionFiles.read(this.given.project.id, sha256)),
          changed: () => this.keep()
        }
      );
      this.#clock = clockOf(this.form, draft.timing);
      this.at = draft.at ?? '';
      this.phase = 'filling';
    } catch (thrown) {
      if (!(thrown instanceof DefinitionError)) throw thrown;
      console.warn(thrown.message);
      this.phase = 'broken';
    }
  }

  /** Remembers the section shown ('' for the overview). */
  visit(key: string): void {
    if (this.at === key) return;
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
      ...this.#timed()
    };
    this.#keeper.keep(this.#draft);
  }

  #timed(): Pick<Draft, 'timing'> {
    return this.#clock ? { timing: this.#clock.spent() } : {};
  }

  flush(): Promise<void> {
    // Time passes without a change.
    if (this.#clock) this.keep();
    return this.#keeper.flush();
  }

  /** Leaves the report: what is not yet on the disk gets there, and the place is free for whoever continues. */
  async close(): Promise<void> {
    await this.flush();
    this.#clock?.end();
    this.#release();
    await this.work.refreshDrafts();
  }

  /** Hands the report in; false when another tab was faster. */
  async handIn(): Promise<boolean> {
    const { form } = this;
    const draft = this.#draft;
    if (!form || !draft) return false;
    const end = new Date();
    form.finish(end);
    await this.flush();
    const { assignment, project } = this.given;
    const answers = form.session.answers();
    const attachments = attachmentsIn(answers);
    const { database } = this.work.device;
    await database.pruneMedia(draft.id, attachments.map(({ id }) => id));
    const content = {
      id: draft.id,
      assignment: assignment.id,
      definition: draft.definition,
      answers,
      language: form.language,
      startedAt: draft.startedAt,
      submittedAt: end.toISOString(),
      attachments,
      ...this.#timed()
    };
    const item = enqueue({ kind: 'report', project: project.id, person: this.work.person, content }, this.title, end.getTime());
    const done = await this.work.device.handIn(item);
    await this.work.device.refresh();
    await this.work.refreshDrafts();
    this.phase = done ? 'sent' : 'elsewhere';
    return done;
  }

  async #lost(): Promise<void> {
    await this.flush();
    if (this.phase === 'filling') this.phase = 'elsewhere';
  }
}

/** The place's own words in the shopper's language. */
export const said = (text: Partial<Record<string, string>> | undefined, given: FieldAssignment): string =>
  pick(text, language.current, given.definition.defaultLanguage);
