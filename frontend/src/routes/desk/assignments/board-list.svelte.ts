import { board, type BoardFilter, type BoardPage, type BoardRow } from '$lib/client/board';
import type { Problem } from '$lib/client/problem';
import { Loaded } from '../loaded.svelte';
import { attempt } from '../problem';

/** Rows of a request; the server gives at most a thousand. */
const step = 200;
const most = 1000;

/** The order without a choice: what is still to be done stands before what is. */
export const firstSort = 'stage';

/** What the list asks for; read again whenever it changes. */
export interface Asked {
  project: string;
  filter: BoardFilter;
  sort: string;
}

/**
 * The rows of the board that fit a filter, fetched page by page as somebody scrolls. Make it
 * while a component is being set up.
 */
export class BoardList {
  readonly #first: Loaded<BoardPage>;
  readonly #asked: () => Asked;
  #further = $state.raw<BoardRow[]>([]);
  #next = $state<string>();
  #fetching = $state(false);
  /** How many rows a reload fetches at once, so that the list stays as long as it was. */
  #held = step;
  furtherProblem = $state.raw<Problem>();

  constructor(asked: () => Asked) {
    this.#asked = asked;
    let before = '';
    this.#first = new Loaded(async (signal) => {
      const { project, filter, sort } = asked();
      const key = JSON.stringify([filter, sort]);
      const limit = key === before ? Math.min(most, Math.max(step, this.#held)) : step;
      before = key;
      const page = await board.page(project, filter, { sort, limit }, signal);
      if (!signal.aborted) {
        this.#further = [];
        this.#next = page.next;
        this.#held = page.items.length;
      }
      return page;
    });
  }

  readonly rows: readonly BoardRow[] = $derived.by(() => [...(this.#first.value?.items ?? []), ...this.#further]);

  get page(): BoardPage | undefined {
    return this.#first.value;
  }

  get problem(): Problem | undefined {
    return this.#first.problem;
  }

  get busy(): boolean {
    return this.#first.busy || this.#fetching;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  reload(): void {
    this.#first.reload();
  }

  /** Fetches the rows after the last. */
  async more(): Promise<void> {
    const after = this.#next;
    if (after === undefined || this.#fetching || this.#first.busy) return;
    this.#fetching = true;
    const { project, filter, sort } = this.#asked();
    const outcome = await attempt(() => board.page(project, filter, { sort, after, limit: step }));
    this.#fetching = false;
    this.furtherProblem = 'problem' in outcome ? outcome.problem : undefined;
    if ('problem' in outcome || this.#next !== after) return;
    this.#further = [...this.#further, ...outcome.value.items];
    this.#next = outcome.value.next;
    this.#held = this.rows.length;
  }

  /** Fetches all that are left. */
  async everything(): Promise<readonly BoardRow[]> {
    while (this.#next !== undefined) {
      const before = this.#next;
      const { project, filter, sort } = this.#asked();
      const page = await board.page(project, filter, { sort, after: before, limit: most });
      if (this.#next !== before) break;
      this.#further = [...this.#further, ...page.items];
      this.#next = page.next;
    }
    return this.rows;
  }
}
