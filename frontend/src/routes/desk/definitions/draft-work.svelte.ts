import { drafts, type DefinitionProblem, type Draft } from '$lib/client/definition';
import { Problem } from '$lib/client/problem';
import type { Definition } from '$lib/engine/definition';
import { type Mistake, mistakeIn } from './mistake';
import { written } from './written';

/** So long after the last key the text is sent, in milliseconds. */
const pause = 800;
/** So long after a failure it is tried again. */
const patience = 10_000;

/** Texts that are not on the server yet, on this device. */
const shelf = {
  read(key: string): { text: string; revision: number } | undefined {
    try {
      const kept = localStorage.getItem(key);
      return kept ? (JSON.parse(kept) as { text: string; revision: number }) : undefined;
    } catch {
      return undefined;
    }
  },
  keep(key: string, text: string, revision: number): void {
    try {
      localStorage.setItem(key, JSON.stringify({ text, revision }));
    } catch {
      // Without storage the text stays on the page only, and the page says that it is not saved.
    }
  },
  drop(key: string): void {
    try {
      localStorage.removeItem(key);
    } catch {
      // There is nothing to remove.
    }
  }
};

/** The text of a draft while somebody writes it: sent by itself, checked with it, and never lost. */
export class DraftWork {
  text = $state('');
  /** Of the text as it was when it was sent. */
  checked = $state.raw<{ text: string; problems: readonly DefinitionProblem[] }>();
  /** The last text without mistakes. */
  shown = $state.raw<Definition>();
  saved = $state.raw<{ revision: number; at: string; by: string }>();
  /** What stands on the server instead of what this page knew; `draft` is undefined when the draft is gone. */
  foreign = $state.raw<{ draft: Draft | undefined }>();
  problem = $state.raw<Problem>();
  sending = $state(false);
  /** What is on the server. */
  #kept = $state('');
  /** The last answer to whether the text is JSON, since it is asked often. */
  #looked: { text: string; mistake: Mistake | undefined } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  readonly #key: string;

  constructor(
    readonly project: string,
    readonly id: string
  ) {
    this.#key = `touchstone.draft.${project}/${id}`;
  }

  get changed(): boolean {
    return this.text !== this.#kept;
  }

  /** Why the text is no JSON, with its line as far as it is known. */
  get mistake(): Mistake | undefined {
    const { text } = this;
    if (this.#looked?.text !== text) this.#looked = { text, mistake: mistakeIn(text) };
    return this.#looked.mistake;
  }

  get problems(): readonly DefinitionProblem[] | undefined {
    return this.checked?.text === this.text ? this.checked.problems : undefined;
  }

  /** Throws Problem. */
  async load(signal?: AbortSignal): Promise<void> {
    const draft = await drafts.read(this.project, this.id, signal);
    this.#take(draft, written(draft.draft));
    const local = shelf.read(this.#key);
    if (!local || local.text === this.text) return;
    this.text = local.text;
    this.saved = { revision: local.revision, at: draft.savedAt, by: draft.savedBy };
    void this.send();
  }

  /** What somebody typed. */
  type(text: string): void {
    this.text = text;
    shelf.keep(this.#key, text, this.saved?.revision ?? 0);
    this.#later(pause);
  }

  /** Sends what is not on the server yet, now. */
  async send(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#running) await this.#running;
    if (!this.changed || this.mistake || this.foreign) return;
    this.#running = this.#send().finally(() => (this.#running = undefined));
    await this.#running;
  }

  /** Goes on with the text of this page although somebody else has changed the draft. */
  async keepMine(): Promise<void> {
    const revision = this.foreign?.draft?.revision ?? 0;
    this.saved = { revision, at: this.foreign?.draft?.savedAt ?? '', by: '' };
    this.#kept = '';
    this.foreign = undefined;
    await this.send();
  }

  /** Goes on with what somebody else has saved. */
  takeTheirs(): void {
    const draft = this.foreign?.draft;
    this.foreign = undefined;
    if (draft) this.#take(draft, written(draft.draft));
    shelf.drop(this.#key);
  }

  /** Throws Problem. */
  async discard(): Promise<void> {
    clearTimeout(this.#timer);
    await drafts.discard(this.project, this.id);
    this.forget();
  }

  /** The draft is gone on purpose. */
  forget(): void {
    clearTimeout(this.#timer);
    shelf.drop(this.#key);
    this.#kept = this.text;
  }

  stop(): void {
    void this.send();
  }

  #later(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), milliseconds);
  }

  #take({ revision, savedAt, savedBy, problems }: Draft, text: string): void {
    this.text = this.#kept = text;
    this.#note(text, problems);
    this.saved = { revision, at: savedAt, by: savedBy };
  }

  #note(text: string, problems: readonly DefinitionProblem[]): void {
    this.checked = { text, problems };
    if (!problems.some(({ severity }) => severity === 'error')) this.shown = JSON.parse(text) as Definition;
  }

  async #send(): Promise<void> {
    const text = this.text;
    this.sending = true;
    try {
      const draft = await drafts.save(this.project, this.id, text, this.saved?.revision ?? 0);
      this.#kept = text;
      this.saved = { revision: draft.revision, at: draft.savedAt, by: draft.savedBy };
      this.#note(text, draft.problems);
      this.problem = undefined;
      if (this.text === text) shelf.drop(this.#key);
      else {
        shelf.keep(this.#key, this.text, draft.revision);
        this.#later(pause);
      }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.code === 'draft.stale') await this.#meet();
      else {
        this.problem = thrown;
        if (thrown.kind === 'offline' || thrown.kind === 'unavailable' || thrown.kind === 'tooMany') this.#later((thrown.retryAfter ?? 0) * 1000 || patience);
      }
    } finally {
      this.sending = false;
    }
  }

  /** Sees what somebody else has saved meanwhile. */
  async #meet(): Promise<void> {
    try {
      const draft = await drafts.read(this.project, this.id);
      if (written(draft.draft) === this.text) this.#take(draft, this.text);
      else this.foreign = { draft };
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.kind === 'notFound') this.foreign = { draft: undefined };
      else this.problem = thrown;
    }
  }
}
