import type { Database, Draft } from './db';

/** A change is on the disk at most this many milliseconds later. */
export const delay = 100;

export type Saving = 'saved' | 'pending' | 'failed' | 'gone';

/**
 * Writes a draft soon after each change and at once when the page is hidden. 'failed' means
 * that the device refused (disk full, storage taken away): it is tried again with the next
 * change, and the page says so; 'gone' that another tab handed it in or discarded it.
 */
export class DraftKeeper {
  #latest: Draft | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Pick<Database, 'changeDraft'>,
    /** Told with the id of the draft. */
    private readonly told: (saving: Saving, draft: string) => void
  ) {}

  /** Takes the newest state of the draft. */
  keep(draft: Draft): void {
    this.#latest = draft;
    this.told('pending', draft.id);
    this.#timer ??= setTimeout(() => void this.flush(), delay);
  }

  /** Writes what is not yet written; resolves when it is on the disk or has failed. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const draft = this.#latest;
    if (!draft) return;
    this.#latest = undefined;
    try {
      const here = await this.database.changeDraft(draft);
      if (!here) this.told('gone', draft.id);
      else if (!this.#latest) this.told('saved', draft.id);
    } catch (thrown) {
      console.warn('The draft could not be saved:', thrown);
      this.#latest ??= draft;
      this.told('failed', draft.id);
    }
  }
}
