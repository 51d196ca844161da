import type { List } from '$lib/client/http';
import type { Problem } from '$lib/client/problem';
import { filled, type FetchPage } from './filled';
import { Loaded } from './loaded.svelte';
import { attempt } from './problem';

/**
 * A list that comes in pages: the first is fetched as Loaded does, `more` fetches the next.
 * Pages that are empty but have a next are passed over.
 */
export class Paged<Item> {
  readonly #first: Loaded<List<Item>>;
  readonly #fetch: FetchPage<Item>;
  #further = $state.raw<Item[]>([]);
  #next = $state<string>();
  fetching = $state(false);
  moreProblem = $state.raw<Problem>();

  constructor(fetch: FetchPage<Item>) {
    this.#fetch = fetch;
    this.#first = new Loaded(async (signal) => {
      const first = await filled(this.#fetch, undefined, signal);
      this.#further = [];
      this.#next = first.next;
      return first;
    });
  }

  get items(): Item[] | undefined {
    return this.#first.value && [...this.#first.value.items, ...this.#further];
  }

  /** How many there are on all pages; undefined where the server does not count. */
  get total(): number | undefined {
    return this.#first.value?.total;
  }

  get problem(): Problem | undefined {
    return this.#first.problem;
  }

  get busy(): boolean {
    return this.#first.busy;
  }

  get hasMore(): boolean {
    return this.#next !== undefined;
  }

  reload(): void {
    this.#first.reload();
  }

  async more(): Promise<void> {
    const after = this.#next;
    if (after === undefined || this.fetching) return;
    this.fetching = true;
    const outcome = await attempt(() => filled(this.#fetch, after));
    this.fetching = false;
    this.moreProblem = 'problem' in outcome ? outcome.problem : undefined;
    if ('problem' in outcome || this.#next !== after) return;
    this.#further = [...this.#further, ...outcome.value.items];
    this.#next = outcome.value.next;
  }
}
