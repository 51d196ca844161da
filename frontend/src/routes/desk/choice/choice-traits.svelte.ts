import { isTrait, readTraits, type Trait, type TraitName } from '$lib/client/choices';
import type { Problem } from '$lib/client/problem';
import { Loaded } from '../loaded.svelte';

/** Traits that tell nothing more than others do: shown as filters alone. */
const notSplit: readonly TraitName[] = ['arm', 'touchpoint'];
/** Those of locations, not of responses: no mix of them is adjusted for. */
const notMixed: readonly TraitName[] = [...notSplit, 'tag', 'brand', 'location'];

/** What the responses of waves can be chosen and split by. Make it while a component is being set up. */
export class ChoiceTraits {
  readonly #loaded: Loaded<Trait[]>;

  constructor(of: () => { project: string; waves: readonly string[] }) {
    this.#loaded = new Loaded(async (signal) => {
      const { project, waves } = of();
      return waves.length > 0 ? readTraits(project, waves, signal) : [];
    });
  }

  /** Absent while they are fetched. */
  get all(): Trait[] | undefined {
    return this.#loaded.value?.filter(({ name, values }) => isTrait(name) && values.length > 0);
  }

  get problem(): Problem | undefined {
    return this.#loaded.problem;
  }

  reload(): void {
    this.#loaded.reload();
  }

  /** Those that show something when responses are split by them. */
  get splits(): Trait[] {
    return this.all?.filter(({ name, values }) => !notSplit.includes(name) && values.length > 1) ?? [];
  }

  /** Those whose mix may differ between waves. */
  get mixes(): Trait[] {
    return this.all?.filter(({ name, values }) => !notMixed.includes(name) && values.length > 1) ?? [];
  }
}
