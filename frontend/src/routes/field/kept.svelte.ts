import { Problem } from '$lib/client/problem';
import type { Database } from '$lib/offline/db';

/** A list of the server's of which a copy is kept for use without network. */
export class Kept<Item> {
  /** Undefined while there is neither answer nor copy. */
  items = $state.raw<Item[]>();
  /** When the server last confirmed it, in milliseconds since 1970. */
  confirmed = $state<number>();
  busy = $state(false);
  /** Why the last attempt to fetch failed; a copy may be shown all the same. */
  problem = $state.raw<Problem>();
  #running: Promise<void> | undefined;
  #again = false;

  constructor(
    private readonly database: Database,
    private readonly key: string,
    /** Resolves to undefined when what the tag names still stands. */
    private readonly ask: (tag?: string) => Promise<{ items: Item[]; tag?: string } | undefined>,
    /** SHA-256 of the files that belong to it. */
    private readonly files: (items: Item[]) => string[] = () => []
  ) {}

  /** Shows the copy. */
  async recall(): Promise<void> {
    const copy = await this.database.copy(this.key);
    if (!copy) return;
    this.items = copy.content as Item[];
    this.confirmed = copy.savedAt;
  }

  /** Asks the server; without network the copy stays. Asked for while it runs, it asks once more afterwards. */
  fetch(): Promise<void> {
    if (this.#running) this.#again = true;
    this.#running ??= this.#rounds().finally(() => (this.#running = undefined));
    return this.#running;
  }

  async #rounds(): Promise<void> {
    this.busy = true;
    try {
      do {
        this.#again = false;
        await this.#fetchOnce();
      } while (this.#again);
    } finally {
      this.busy = false;
    }
  }

  async #fetchOnce(): Promise<void> {
    try {
      const copy = await this.database.copy(this.key);
      const fresh = await this.ask(copy?.tag);
      const items = fresh?.items ?? (copy?.content as Item[]);
      const tag = fresh ? fresh.tag : copy?.tag;
      const savedAt = Date.now();
      // A full disk must not keep the list from being shown.
      await this.database
        .saveCopy({ key: this.key, content: items, savedAt, files: this.files(items), ...(tag ? { tag } : {}) })
        .catch((reason: unknown) => console.warn('The list could not be kept:', reason));
      this.items = items;
      this.confirmed = savedAt;
      this.problem = undefined;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      this.problem = thrown;
    }
  }
}
