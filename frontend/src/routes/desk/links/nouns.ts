import { definitions, type DefinitionEntry } from '$lib/client/definition';
import { locations, type Location } from '$lib/client/location';
import { touchpoints, type Touchpoint } from '$lib/client/touchpoint';
import { waves, type Wave } from '$lib/client/wave';
import { pick } from '$lib/ui/language.svelte';
import { everyPage } from '../every-page';

/** What a link can point to in a project; waves and touchpoints in the project's order. */
export interface Nouns {
  definitions: DefinitionEntry[];
  waves: Wave[];
  touchpoints: Touchpoint[];
  locations: Location[];
}

export async function readNouns(project: string, signal: AbortSignal): Promise<Nouns> {
  const [definitionList, waveList, touchpointList, locationList] = await Promise.all([
    definitions.published(project, signal),
    waves.list(project, signal),
    touchpoints.list(project, signal),
    everyPage((after, stop) => locations.list(project, after, stop), signal)
  ]);
  return {
    // Customer and employee surveys are what links are for; the others stand behind them.
    definitions: definitionList.items.filter((one) => one.versions.length > 0).toSorted((a, b) => Number(isVisit(a)) - Number(isVisit(b))),
    waves: waveList.items.toSorted((a, b) => a.order - b.order),
    touchpoints: touchpointList.items.toSorted((a, b) => a.order - b.order),
    locations: locationList
  };
}

/** A definition made for shoppers and visits, which often asks for photos. */
export const isVisit = (definition: DefinitionEntry): boolean => definition.kind === 'mystery' || definition.kind === 'visit';

export const definitionTitle = (nouns: Nouns | undefined, id: string): string =>
  pick(nouns?.definitions.find((one) => one.id === id)?.title) || id;
export const waveTitle = (nouns: Nouns | undefined, name: string): string => pick(nouns?.waves.find((one) => one.name === name)?.title) || name;
export const touchpointTitle = (nouns: Nouns | undefined, name: string): string =>
  pick(nouns?.touchpoints.find((one) => one.name === name)?.title) || name;
export const locationTitle = (nouns: Nouns | undefined, code: string): string => nouns?.locations.find((one) => one.code === code)?.title || code;

/** A language in the words of another, for example "German". */
export const languageName = (code: string, shownIn: string): string => new Intl.DisplayNames(shownIn, { type: 'language' }).of(code) ?? code;
