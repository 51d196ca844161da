import { choiceOf, type Choice, type TraitName } from '$lib/client/choices';
import type { Wave } from '$lib/client/wave';
import { pick } from '$lib/ui/language.svelte';
import { router } from '../routes';

/** The choice of the address as text: what is compared by it fetches again only when the choice itself changes. */
export const choiceText = (besides: readonly TraitName[]): string => JSON.stringify(choiceOf(router.search, besides));

export const choiceFrom = (text: string): Choice => JSON.parse(text) as Choice;

/** The wave that the address names when it is there, else the last that is more than a pilot, else the last. `known` is in order. */
export const chosenWave = (known: readonly Wave[], asked: string | null): Wave | undefined =>
  known.find(({ name }) => name === asked) ?? known.findLast(({ kind }) => kind !== 'pilot') ?? known.at(-1);

/** Waves to choose from, by their titles. */
export const waveOptions = (known: readonly Wave[]): { value: string; label: string }[] => known.map(({ name, title }) => ({ value: name, label: pick(title) || name }));
