import type { Location } from '$lib/client/location';

/** Whether every word of the search is somewhere in what the location says, whatever its case. */
export function fits(location: Location, search: string): boolean {
  const said = [location.code, location.title, location.address, location.brand, ...(location.tags ?? [])].join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}

/** Which locations are wanted; absent members ask nothing. */
export interface Wanted {
  find?: string | null;
  tag?: string | null;
  brand?: string | null;
  /** own or competitor. */
  kind?: string | null;
  /** active or inactive on the day that is asked about. */
  standing?: string | null;
}

/** Whether it can be visited on a day such as 2026-05-01. */
export const activeOn = ({ active }: Pick<Location, 'active'>, day: string): boolean => (!active?.from || active.from <= day) && (!active?.until || active.until >= day);

/** The locations that answer to everything that is wanted, in their order. */
export function found(all: readonly Location[], wanted: Wanted, today: string): Location[] {
  return all.filter(
    (location) =>
      fits(location, wanted.find ?? '') &&
      (!wanted.tag || location.tags?.includes(wanted.tag)) &&
      (!wanted.brand || location.brand === wanted.brand) &&
      (!wanted.kind || (location.competitor ? 'competitor' : 'own') === wanted.kind) &&
      (!wanted.standing || (activeOn(location, today) ? 'active' : 'inactive') === wanted.standing)
  );
}

/** What the values are and how often each occurs, most frequent first, then by name. */
export function counted(values: readonly string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
