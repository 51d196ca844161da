/** A league as it is shown: order, search, what it finds. Pure. */
import type { League, LeagueRow } from '$lib/client/league';
import { formatNumber } from '$lib/ui/language.svelte';

export const leagueOrders = ['rank', 'change', 'name'] as const;
export type LeagueOrder = (typeof leagueOrders)[number];

/** "3" where the rank is certain, "2–7" for the ranks that chance allows. */
export const rankText = ({ best, worst }: Pick<LeagueRow, 'best' | 'worst'>): string =>
  best === worst ? formatNumber(best) : `${formatNumber(best)}–${formatNumber(worst)}`;

/** Rows whose location has the text in its code, title, brand or tags. */
export function found(rows: readonly LeagueRow[], text: string): LeagueRow[] {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) return [...rows];
  return rows.filter(({ location: { code, title, brand, tags } }) => [code, title, brand ?? '', ...(tags ?? [])].join(' ').toLocaleLowerCase().includes(wanted));
}

export function inOrder(rows: readonly LeagueRow[], order: LeagueOrder, better: League['indicator']['better']): LeagueRow[] {
  const sign = better === 'lower' ? -1 : 1;
  const gain = ({ change }: LeagueRow) => (change ? sign * change.estimate : Number.NEGATIVE_INFINITY);
  const by: Record<LeagueOrder, (a: LeagueRow, b: LeagueRow) => number> = {
    rank: (a, b) => a.rank - b.rank,
    change: (a, b) => (gain(a) === gain(b) ? 0 : gain(b) - gain(a)),
    name: (a, b) => a.location.title.localeCompare(b.location.title)
  };
  return [...rows].sort((a, b) => by[order](a, b) || a.rank - b.rank);
}

export interface Standings {
  /** Ranks that are certain. */
  certain: number;
  /** Locations that may be first. */
  leaders: LeagueRow[];
  /** Locations that surely lie in the better or the worse half. */
  above: number;
  below: number;
}

export function standingsOf(rows: readonly LeagueRow[]): Standings {
  const middle = (rows.length + 1) / 2;
  return {
    certain: rows.filter(({ best, worst }) => best === worst).length,
    leaders: rows.filter(({ best }) => best === 1),
    above: rows.filter(({ worst }) => worst < middle).length,
    below: rows.filter(({ best }) => best > middle).length
  };
}
