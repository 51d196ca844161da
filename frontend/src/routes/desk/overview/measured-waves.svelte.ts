import { noChoice } from '$lib/client/choices';
import { readEffectiveness } from '$lib/client/effectiveness';
import type { Problem } from '$lib/client/problem';
import type { Wave } from '$lib/client/wave';
import { Loaded } from '../loaded.svelte';
import { measuredWaves } from './heat';

/** The waves in which anything was measured, in their order. Make it while a component is being set up. */
export class MeasuredWaves {
  readonly #loaded: Loaded<Wave[]>;

  constructor(project: () => string) {
    this.#loaded = new Loaded(async (signal) => {
      const found = await readEffectiveness(project(), 'baseline', noChoice, signal);
      return measuredWaves(found).flatMap((index) => found.waves[index] ?? []);
    });
  }

  /** Absent while they are fetched. */
  get waves(): Wave[] | undefined {
    return this.#loaded.value;
  }

  get problem(): Problem | undefined {
    return this.#loaded.problem;
  }

  reload(): void {
    this.#loaded.reload();
  }
}
