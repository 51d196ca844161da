import type { Component } from 'svelte';
import type { ControlProperties } from './control';

/** Fetches a component that most pages do without: `() => import('./Rank.svelte')`. */
export type Load<Properties extends object = ControlProperties> = () => Promise<{ default: Component<Properties> }>;

/** A component on its way. */
export class Arrival<Properties extends object> {
  component = $state.raw<Component<Properties>>();
  failed = $state(false);

  constructor(private readonly load: Load<Properties>) {
    void this.fetch();
  }

  async fetch(): Promise<void> {
    this.failed = false;
    try {
      this.component = (await this.load()).default;
    } catch (reason) {
      console.warn('A part of the page could not be loaded:', reason);
      this.failed = true;
    }
  }
}

const arrivals = new WeakMap<object, unknown>();

/** Each part is fetched once for the page; who asks again for one that failed tries again. */
export function arrivalOf<Properties extends object>(load: Load<Properties>): Arrival<Properties> {
  const known = arrivals.get(load) as Arrival<Properties> | undefined;
  if (known) return known;
  const arrival = new Arrival(load);
  arrivals.set(load, arrival);
  return arrival;
}
