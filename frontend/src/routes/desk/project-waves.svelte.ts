import { noChoice } from '$lib/client/choices';
import { readEffectiveness } from '$lib/client/effectiveness';
import type { Problem } from '$lib/client/problem';
import { waves, type Wave } from '$lib/client/wave';
import { Loaded } from './loaded.svelte';
import { measuredWaves } from './overview/heat';

/** Waves of a project, in their order, as they are fetched. Make it while a component is being set up. */
export class ProjectWaves {
  readonly #loaded: Loaded<Wave[]>;

  constructor(fetch: (signal: AbortSignal) => Promise<Wave[]>) {
    this.#loaded = new Loaded(fetch);
  }

  /** Absent while they are fetched. */
  get list(): Wave[] | undefined {
    return this.#loaded.value;
  }

  get problem(): Problem | undefined {
    return this.#loaded.problem;
  }

  reload(): void {
    this.#loaded.reload();
  }
}

export const all = (project: () => string): ProjectWaves =>
  new ProjectWaves(async (signal) => (await waves.list(project(), signal)).items.toSorted((a, b) => a.order - b.order));

/** Those in which anything was measured. */
export const measured = (project: () => string): ProjectWaves =>
  new ProjectWaves(async (signal) => {
    const found = await readEffectiveness(project(), 'baseline', noChoice, signal);
    return measuredWaves(found).flatMap((index) => found.waves[index] ?? []);
  });
