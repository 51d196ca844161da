import type { Component } from 'svelte';
import type { DeskPage } from './pages';

type Properties = Record<string, unknown>;

/**
 * A page's code on its way. What was fetched once stays. A page that cannot be fetched
 * (no network, or another version of Touchstone was installed and its files replaced the
 * ones this page knows) says so and tries again when asked.
 */
export class PageArrival {
  component = $state.raw<Component<Properties>>();
  failed = $state(false);
  busy = $state(false);
  #tries = 0;

  constructor(private readonly load: DeskPage['load']) {
    void this.fetch();
  }

  async fetch(): Promise<void> {
    this.busy = true;
    this.failed = false;
    try {
      this.component = (await this.load()).default;
    } catch (reason) {
      console.warn('A page could not be loaded:', reason);
      this.failed = true;
      this.#tries++;
    } finally {
      this.busy = false;
    }
  }

  /** Some browsers remember that a file could not be had until the page is loaded anew, so the second attempt does that. */
  again(): void {
    if (this.#tries > 1 && navigator.onLine) location.reload();
    else void this.fetch();
  }
}

const arrivals = new Map<DeskPage, PageArrival>();

/** The arrival of a page, begun by the first who asks. */
export function arrivalOf(page: DeskPage): PageArrival {
  const known = arrivals.get(page);
  if (known) return known;
  const made = new PageArrival(page.load);
  arrivals.set(page, made);
  return made;
}
