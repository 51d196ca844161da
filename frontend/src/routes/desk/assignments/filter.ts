import { filterNames, risks, stages, type BoardFilter } from '$lib/client/board';

/** The board's filter as it stands in an address; members and values it does not know are left out. */
export function filterOf(search: URLSearchParams): BoardFilter {
  const filter: BoardFilter = {};
  for (const name of filterNames) {
    const value = knownOf(name, search.get(name)?.trim() ?? '');
    if (value) filter[name] = value;
  }
  return filter;
}

function knownOf(name: keyof BoardFilter, value: string): string {
  if (name === 'overdue') return value === 'true' ? value : '';
  const known: readonly string[] | undefined = name === 'stage' ? stages : name === 'risk' ? risks : undefined;
  return known ? listOf(value).filter((one) => known.includes(one)).join(',') : value;
}

/** The values of a member that may have several. */
export const listOf = (text: string | undefined): string[] => (text ?? '').split(',').filter(Boolean);

/** The member with the value added, or taken out when it is in; null for none left. */
export function toggledIn(text: string | undefined, value: string): string | null {
  const values = listOf(text);
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return next.join(',') || null;
}

/** All risks at once. */
export const anyRisk = risks.join(',');
