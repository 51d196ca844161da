/** Which rows of a comparison are shown, in which order and on which scale. Pure. */
import { roles, type Comparison, type ComparisonRow, type Remark, type Role, type TouchpointTitle, type Verdict } from '$lib/client/comparison';
import { pick } from '$lib/ui/language.svelte';

export const verdicts = ['improved', 'worsened', 'unchanged', 'undecided', 'noTest'] as const satisfies readonly Verdict[];

export const orders = ['effect', 'gain', 'touchpoint', 'name', 'level'] as const;
export type Order = (typeof orders)[number];

/** What the person asked for; lives in the URL. */
export interface Filter {
  roles: readonly Role[];
  verdicts: readonly Verdict[];
  touchpoint: string;
  relevant: boolean;
  text: string;
}

/** What the rows of a page are shown among. */
export interface Inventory {
  touchpoints: readonly TouchpointTitle[] | null;
}

type Named = Pick<ComparisonRow, 'indicator' | 'title' | 'definition' | 'touchpoint' | 'role'> & { part?: ComparisonRow['part'] };

/** Unique in one comparison: two definitions may use the same indicator name, and an indicator without a touchpoint has a row for each. */
export const keyOf = (row: Named): string => [row.definition.id, row.indicator, row.role === 'composite' ? '' : row.touchpoint, row.part?.value].filter((word) => word !== undefined && word !== '').join('.');

export const titleOf = (row: Named): string => pick(row.title) || row.indicator.replace(/^(touchpoint|section|question):/, '');

export function touchpointOf(inventory: Inventory, row: Pick<ComparisonRow, 'touchpoint'>): string {
  if (!row.touchpoint) return '';
  const known = inventory.touchpoints?.find((touchpoint) => touchpoint.name === row.touchpoint);
  return pick(known?.title) || row.touchpoint;
}

/** The rows that a page speaks of: composites where there are any, else indicators, else what there is. */
export function foremost<Row extends { role: Role }>(rows: readonly Row[]): Row[] {
  const first = roles.find((role) => rows.some((row) => row.role === role));
  return rows.filter((row) => row.role === first);
}

/** The declared indicators that a composite is made of, among the rows. */
export function indicatorsOf<Row extends Pick<ComparisonRow, 'role' | 'touchpoint'>>(composite: Row, rows: readonly Row[]): Row[] {
  if (composite.role !== 'composite') return [];
  return rows.filter((row) => row.role === 'indicator' && row.touchpoint === composite.touchpoint);
}

export function count(rows: readonly { verdict: Verdict }[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { improved: 0, worsened: 0, unchanged: 0, undecided: 0, noTest: 0 };
  for (const row of rows) counts[row.verdict]++;
  return counts;
}

/** Whether each row stands for another touchpoint, so that rows may be called touchpoints. */
export function onePerTouchpoint(rows: readonly { touchpoint?: string }[]): boolean {
  const named = rows.map((row) => row.touchpoint).filter(Boolean);
  return named.length === rows.length && new Set(named).size === rows.length;
}

export function shown(comparison: Comparison, filter: Filter): ComparisonRow[] {
  const text = filter.text.trim().toLocaleLowerCase();
  return (comparison.rows ?? []).filter(
    (row) =>
      filter.roles.includes(row.role) &&
      (filter.verdicts.length === 0 || filter.verdicts.includes(row.verdict)) &&
      (!filter.touchpoint || row.touchpoint === filter.touchpoint) &&
      (!filter.relevant || row.relevant) &&
      (!text || `${titleOf(row)} ${touchpointOf(comparison, row)} ${row.indicator}`.toLocaleLowerCase().includes(text))
  );
}

/** The change, positive when it is for the better: of composites in points of their common scale, else standardised; undefined without a test. */
export function gain(row: Pick<ComparisonRow, 'change' | 'better' | 'role'>): number | undefined {
  const effect = row.role === 'composite' ? row.change?.estimate : row.change?.effect?.value;
  if (effect === null || effect === undefined) return undefined;
  return row.better === 'lower' ? -effect : effect;
}

export function sorted(comparison: Comparison, rows: readonly ComparisonRow[], order: Order): ComparisonRow[] {
  const places = new Map((comparison.touchpoints ?? []).map((touchpoint) => [touchpoint.name, touchpoint.order]));
  const place = (row: ComparisonRow) => places.get(row.touchpoint ?? '') ?? Number.MAX_SAFE_INTEGER;
  const name = (a: ComparisonRow, b: ComparisonRow) => titleOf(a).localeCompare(titleOf(b));
  const least = Number.NEGATIVE_INFINITY;
  const by: Record<Order, (a: ComparisonRow, b: ComparisonRow) => number> = {
    effect: (a, b) => descending(size(a), size(b)),
    gain: (a, b) => descending(gain(a) ?? least, gain(b) ?? least),
    touchpoint: (a, b) => place(a) - place(b),
    name,
    level: (a, b) => descending(a.followUp.estimate ?? least, b.followUp.estimate ?? least)
  };
  const kind = (row: ComparisonRow) => roles.indexOf(row.role);
  return [...rows].sort((a, b) => kind(a) - kind(b) || by[order](a, b) || name(a, b));
}

const size = (row: ComparisonRow): number => Math.abs(gain(row) ?? Number.NaN);

/** Descending, with what is not a number last. */
function descending(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return a === b ? 0 : b - a;
}

/** A note that most rows carry, with how many do. */
export interface GeneralNote {
  note: Remark;
  rows: number;
}

/** Two notes say the same. */
const alike = (a: Remark, b: Remark) => a.code === b.code && a.text.en === b.text.en;

/** Notes that stand on at least half of the rows (and on two or more): said once for all, above the rows. */
export function generalNotes(rows: readonly ComparisonRow[]): GeneralNote[] {
  const found: GeneralNote[] = [];
  for (const note of rows.flatMap((row) => row.notes ?? [])) {
    const known = found.find((one) => alike(one.note, note));
    if (known) known.rows++;
    else found.push({ note, rows: 1 });
  }
  return found.filter((general) => general.rows > 1 && general.rows * 2 >= rows.length);
}

/** The notes of a row that are its own. */
export function ownNotes(row: ComparisonRow, general: readonly GeneralNote[]): Remark[] {
  return (row.notes ?? []).filter((note) => !general.some((one) => alike(one.note, note)));
}
