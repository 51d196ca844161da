import type { Component } from 'svelte';
import type { ControlProperties } from './control';

/** Fetches the component of a control that most pages do without: `() => import('./Rank.svelte')`. */
export type Load = () => Promise<{ default: Component<ControlProperties> }>;

/** A component on its way. */
export class Arrival {
  component = $state.raw<Component<ControlProperties>>();
  failed = $state(false);

  constructor(private readonly load: Load) {
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

const arrivals = new WeakMap<Load, Arrival>();

/** Each part is fetched once for the page; who asks again for one that failed tries again. */
export function arrivalOf(load: Load): Arrival {
  let arrival = arrivals.get(load);
  if (!arrival) arrivals.set(load, (arrival = new Arrival(load)));
  return arrival;
}
