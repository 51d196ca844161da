import type { Location } from '$lib/client/location';

/** Whether every word of the search is somewhere in what the location says, whatever its case. */
export function fits(location: Location, search: string): boolean {
  const said = [location.code, location.title, location.address, location.brand, ...(location.tags ?? [])].join('\n').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
