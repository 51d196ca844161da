import type { Database, Draft } from '$lib/offline/db';
import { DraftKeeper, type Saving } from '$lib/offline/draft-keeper';
import type { Mark } from './marks';

/** How long the page has to show a change before it is taken down, in milliseconds. */
const moment = 50;

/** Keeps the draft of a visit on this device: from the first change on, and each change within a moment. */
export class Keeping {
  /** Whether the draft is in the storage. */
  stored = false;
  readonly #keeper: DraftKeeper;
  #owing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly database: Database,
    /** Tells later visits without the storage that there is a draft. */
    private readonly mark: Mark,
    /** The draft as it stands; undefined when there is nothing to keep. */
    private readonly snapshot: () => Draft | undefined,
    private readonly told: (saving: Saving, draft: string) => void
  ) {
    this.#keeper = new DraftKeeper(database, told);
  }

  /** Another draft takes its turn. */
  turn(stored: boolean): void {
    clearTimeout(this.#owing);
    this.#owing = undefined;
    this.stored = stored;
  }

  /** Keeps the draft as soon as the page has shown the change. */
  soon(): void {
    this.#owing ??= setTimeout(() => this.#keep(), moment);
  }

  /** Writes what is not yet on the disk. */
  async flush(): Promise<void> {
    if (this.#owing !== undefined) this.#keep();
    await this.#keeper.flush();
  }

  #keep(): void {
    clearTimeout(this.#owing);
    this.#owing = undefined;
    const draft = this.snapshot();
    if (!draft) return;
    if (this.stored) {
      this.#keeper.keep(draft);
      return;
    }
    this.stored = true;
    this.mark.write('1');
    this.database.saveDraft(draft).catch((reason: unknown) => {
      console.warn('The draft could not be saved:', reason);
      this.stored = false;
      this.told('failed', draft.id);
    });
  }
}
