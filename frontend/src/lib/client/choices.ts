import { http } from './http';
import { within, type TextMap } from './project';

/** Traits by which responses are chosen, in the order they are offered; those of segments follow. */
export const traits = ['location', 'tag', 'brand', 'arm', 'touchpoint', 'group', 'account', 'language', 'source', 'link'] as const;
export type TraitName = (typeof traits)[number] | `segment.${string}`;

/** Competitors' locations are left out unless they are asked for. */
export const competitorModes = ['include', 'only'] as const;
export type Competitors = (typeof competitorModes)[number];

/** Which responses numbers are made of: any of the values of a name, all of the names. The value '' is having none. */
export interface Choice {
  values: Partial<Record<TraitName, string[]>>;
  competitors?: Competitors | undefined;
}

export const noChoice: Choice = { values: {} };

/** What can be filtered and split by, with how many responses each value has in the waves. */
export interface Trait {
  name: TraitName;
  title?: TextMap;
  /** Of a segment. */
  question?: string;
  /** Competitor: of their locations alone. */
  values: { value: string; title?: TextMap; n: number; competitor?: boolean }[];
}

export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>;

export const isTrait = (name: string): name is TraitName => name.startsWith('segment.') || traits.some((one) => one === name);

/** The choice that an address names; `besides` are traits that mean something else there. */
export function choiceOf(search: URLSearchParams, besides: readonly TraitName[] = []): Choice {
  const values: Choice['values'] = {};
  for (const name of new Set(search.keys())) {
    if (!isTrait(name) || besides.includes(name)) continue;
    values[name] = [...new Set(search.getAll(name))];
  }
  return { values, competitors: competitorModes.find((one) => one === search.get('competitors')) };
}

/** A choice as members of an address, of the desk as of the API. */
export const membersOf = ({ values, competitors }: Choice): Query => ({ ...values, competitors });

export const chosenCount = ({ values, competitors }: Choice): number =>
  Object.values(values).reduce((sum, some) => sum + (some?.length ?? 0), competitors ? 1 : 0);

/** A path below the API's root with its search; lists become members that occur several times, '' in them included. */
export function asked(path: string, query: Query): string {
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (typeof value === 'object' && value !== null) for (const one of value) kept.append(key, one);
    else if (value !== null && value !== undefined && value !== '') kept.set(key, String(value));
  }
  const text = kept.toString();
  return path + (text && `?${text}`);
}

/** What can be chosen from in waves. */
export const readTraits = async (project: string, waves: readonly string[], signal?: AbortSignal): Promise<Trait[]> =>
  (await http.get<{ traits: Trait[] | null }>(asked(within(project, '/choices'), { wave: waves }), { signal })).traits ?? [];
