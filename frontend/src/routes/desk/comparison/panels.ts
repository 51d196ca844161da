/** Rows that share a scale, so that positions may be compared by eye. Pure. */
import type { ComparisonRow, Interval, Role } from '$lib/client/comparison';
import { around, fit, type Span } from '$lib/ui/charts/scale';
import { pick } from '$lib/ui/language.svelte';
import { shownAs } from './figures';

/** How values of a row read: as they are, as per cent, or (from seconds) as minutes. */
export type Measure = 'score' | 'share' | 'nps' | 'minutes' | 'mean';

export function measureOf({ kind }: Pick<ComparisonRow, 'kind'>): Measure {
  switch (kind) {
    case 'share':
    case 'csat':
      return 'share';
    case 'score':
    case 'nps':
      return kind;
    case 'duration':
      return 'minutes';
    default:
      return 'mean';
  }
}

/** What a panel needs to know of a row. */
type Drawn = Pick<ComparisonRow, 'kind' | 'scale' | 'unit' | 'goal'> & { role: Role; relevantDifference?: number | null };

export interface Estimated {
  estimate: number | null;
  interval: Interval | null;
}

/** Everything of a row that its pictures hold. */
export interface Reading<Row> {
  levels: (row: Row) => readonly Estimated[];
  changes: (row: Row) => readonly (Estimated | null | undefined)[];
}

export const ofComparison: Reading<ComparisonRow> = {
  levels: ({ baseline, followUp }) => [baseline, followUp],
  changes: ({ change }) => [change]
};

export interface Panel<Row = ComparisonRow> {
  key: string;
  role: Role;
  measure: Measure;
  unit: string;
  /** The whole scale as shown, when there is one. */
  bounds: Span | null;
  /** What the pictures of levels and of changes span as shown, the same for every row of the panel. */
  levels: Span;
  changes: Span;
  rows: Row[];
}

/** Implied scales, in the units shown. */
const implied: Partial<Record<Measure, Span>> = { share: [0, 100], score: [0, 100], nps: [-100, 100] };

const known = (measure: Measure, values: readonly (number | null | undefined)[]): number[] =>
  values.filter((value): value is number => typeof value === 'number').map((value) => shownAs(measure, value));

/**
 * Cuts rows into panels in the order of their first row. Scales are fitted to `all`, so
 * that filtering does not move anything.
 */
export function panels<Row extends Drawn>(rows: readonly Row[], all: readonly Row[], reading: Reading<Row>): Panel<Row>[] {
  const keyFor = (row: Row) => {
    const measure = measureOf(row);
    return [row.role, measure, (implied[measure] ?? row.scale)?.join(' ') ?? '', measure === 'mean' ? pick(row.unit ?? undefined) : ''].join('|');
  };
  const byKey = grouped(all, keyFor);
  const made = new Map<string, Panel<Row>>();
  for (const row of rows) {
    const key = keyFor(row);
    const panel = made.get(key) ?? panelOf(key, row, byKey.get(key) ?? [row], reading);
    panel.rows.push(row);
    made.set(key, panel);
  }
  return [...made.values()];
}

function grouped<Value>(values: readonly Value[], keyFor: (value: Value) => string): Map<string, Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyFor(value);
    const group = groups.get(key);
    if (group) group.push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

function panelOf<Row extends Drawn>(key: string, first: Row, peers: readonly Row[], reading: Reading<Row>): Panel<Row> {
  const measure = measureOf(first);
  const bounds = implied[measure] ?? first.scale;
  const width = bounds ? bounds[1] - bounds[0] : 0;
  const sides = peers.flatMap((row) => [...reading.levels(row)]);
  const goals = peers.map(({ goal }) => goal);
  const tested = peers.flatMap((row) => reading.changes(row).filter((one) => !!one));
  const least = known(measure, peers.map(({ relevantDifference }) => relevantDifference));
  return {
    key,
    role: first.role,
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
function reach(measure: Measure, some: readonly Estimated[]): number[] {
  const halves = some.flatMap(({ interval }) => (interval ? [(interval[1] - interval[0]) / 2] : [])).sort((a, b) => a - b);
  const usual = 2 * (halves[Math.floor(halves.length / 2)] ?? 0);
  return some.flatMap(({ estimate, interval }) => {
    if (estimate === null) return [];
    const [low, high] = interval ?? [estimate, estimate];
    return known(measure, [estimate, Math.max(low, estimate - usual), Math.min(high, estimate + usual)]);
  });
}
