/** Which rows of a comparison are shown, in which order and on which scale. Pure. */
import type { Comparison, ComparisonRow, Interval, Remark, Verdict } from '$lib/client/comparison';
import { around, fit, type Span } from '$lib/ui/charts/scale';
import { pick } from '$lib/ui/language.svelte';
import { shownAs } from './figures';

export const verdicts = ['improved', 'worsened', 'unchanged', 'undecided', 'noTest'] as const satisfies readonly Verdict[];

export const orders = ['effect', 'gain', 'touchpoint', 'name', 'level'] as const;
export type Order = (typeof orders)[number];

/** What the person asked for; lives in the URL. */
export interface Filter {
  verdicts: readonly Verdict[];
  touchpoint: string;
  relevant: boolean;
  text: string;
}

/** Unique in one comparison: two definitions may use the same indicator name. */
export const keyOf = (row: ComparisonRow): string => `${row.definition.id}.${row.indicator}`;

export const titleOf = (row: ComparisonRow): string => pick(row.title) || row.indicator;

export function touchpointOf(comparison: Comparison, row: ComparisonRow): string {
  if (!row.touchpoint) return '';
  const known = comparison.touchpoints?.find((touchpoint) => touchpoint.name === row.touchpoint);
  return pick(known?.title) || row.touchpoint;
}

export function count(rows: readonly ComparisonRow[]): Record<Verdict, number> {
  const counts: Record<Verdict, number> = { improved: 0, worsened: 0, unchanged: 0, undecided: 0, noTest: 0 };
  for (const row of rows) counts[row.verdict]++;
  return counts;
}

/** Whether each row stands for another touchpoint, so that rows may be called touchpoints. */
export function onePerTouchpoint(rows: readonly ComparisonRow[]): boolean {
  const named = rows.map((row) => row.touchpoint).filter(Boolean);
  return named.length === rows.length && new Set(named).size === rows.length;
}

export function shown(comparison: Comparison, filter: Filter): ComparisonRow[] {
  const text = filter.text.trim().toLocaleLowerCase();
  return (comparison.rows ?? []).filter(
    (row) =>
      (filter.verdicts.length === 0 || filter.verdicts.includes(row.verdict)) &&
      (!filter.touchpoint || row.touchpoint === filter.touchpoint) &&
      (!filter.relevant || row.relevant) &&
      (!text || `${titleOf(row)} ${touchpointOf(comparison, row)} ${row.indicator}`.toLocaleLowerCase().includes(text))
  );
}

/** The standardised change, positive when it is for the better; undefined without a test. */
export function gain(row: ComparisonRow): number | undefined {
  const effect = row.change?.effect?.value;
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
  return [...rows].sort((a, b) => by[order](a, b) || name(a, b));
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

/** How values of a row read: as they are, as per cent, or (from seconds) as minutes. */
export type Measure = 'score' | 'share' | 'nps' | 'minutes' | 'mean';

export function measureOf(row: ComparisonRow): Measure {
  switch (row.kind) {
    case 'share':
    case 'csat':
      return 'share';
    case 'score':
    case 'nps':
      return row.kind;
    case 'duration':
      return 'minutes';
    default:
      return 'mean';
  }
}

/** Rows that share a scale, so that positions may be compared by eye. */
export interface Panel {
  key: string;
  measure: Measure;
  unit: string;
  /** The whole scale as shown, when there is one. */
  bounds: Span | null;
  /** What the pictures of levels and of changes span as shown, the same for every row of the panel. */
  levels: Span;
  changes: Span;
  rows: ComparisonRow[];
}

/** Implied scales, in the units shown. */
const implied: Partial<Record<Measure, Span>> = { share: [0, 100], score: [0, 100], nps: [-100, 100] };

const known = (measure: Measure, values: readonly (number | null | undefined)[]): number[] =>
  values.filter((value): value is number => typeof value === 'number').map((value) => shownAs(measure, value));

/**
 * Cuts rows into panels in the order of their first row. Scales are fitted to `all`, so
 * that filtering does not move anything.
 */
export function panels(rows: readonly ComparisonRow[], all: readonly ComparisonRow[]): Panel[] {
  const keyFor = (row: ComparisonRow) => {
    const measure = measureOf(row);
    return [measure, (implied[measure] ?? row.scale)?.join(' ') ?? '', measure === 'mean' ? pick(row.unit ?? undefined) : ''].join('|');
  };
  const byKey = grouped(all, keyFor);
  const made = new Map<string, Panel>();
  for (const row of rows) {
    const key = keyFor(row);
    const panel = made.get(key) ?? panelOf(key, row, byKey.get(key) ?? [row]);
    panel.rows.push(row);
    made.set(key, panel);
  }
  return [...made.values()];
}

function grouped<Value>(values: readonly Value[], keyFor: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) groups.set(keyFor(value), [...(groups.get(keyFor(value)) ?? []), value]);
  return groups;
}

function panelOf(key: string, first: ComparisonRow, peers: readonly ComparisonRow[]): Panel {
  const measure = measureOf(first);
  const bounds = implied[measure] ?? first.scale;
  const width = bounds ? bounds[1] - bounds[0] : 0;
  const sides = peers.flatMap(({ baseline, followUp }) => [baseline, followUp]);
  const goals = peers.map(({ goal }) => goal);
  const tested = peers.flatMap(({ change }) => (change ? [change] : []));
  const least = known(measure, peers.map(({ relevantDifference }) => relevantDifference));
  return {
    key,
    measure,
    unit: pick(first.unit ?? undefined),
    bounds,
    levels: fit([...reach(measure, sides), ...known(measure, goals)], bounds, width * 0.1 || 1),
    // No true change is larger than the scale, whatever an interval says.
    changes: around([...reach(measure, tested), ...least].map((value) => (bounds ? Math.max(-width, Math.min(width, value)) : value)), width * 0.02 || 0.1),
    rows: []
  };
}

/**
 * Estimates with their intervals, as far as these are not much wider than usual: one
 * indicator with few responses must not squeeze all others. Charts mark what goes beyond.
 */
function reach(measure: Measure, some: readonly { estimate: number | null; interval: Interval | null }[]): number[] {
  const halves = some.flatMap(({ interval }) => (interval ? [(interval[1] - interval[0]) / 2] : [])).sort((a, b) => a - b);
  const usual = 2 * (halves[Math.floor(halves.length / 2)] ?? 0);
  return some.flatMap(({ estimate, interval }) => {
    if (estimate === null) return [];
    const [low, high] = interval ?? [estimate, estimate];
    return known(measure, [estimate, Math.max(low, estimate - usual), Math.min(high, estimate + usual)]);
  });
}
