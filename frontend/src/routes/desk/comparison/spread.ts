/** How the values of a rating lie about the middle of its scale. Pure. */
import type { ComparisonRow, Level } from '$lib/client/comparison';
import { measureOf } from './panels';

export interface Stretch {
  value: number;
  count: number;
  /** Of all values, 0 to 1. */
  share: number;
  side: 'low' | 'middle' | 'high';
}

/** More values than this are a histogram's. */
const mostValues = 11;

type Spread = Pick<ComparisonRow, 'kind' | 'scale' | 'baseline' | 'followUp'>;

/** The middle around which a rating's values diverge; undefined where there is none and a histogram is right. */
export function middleOf(row: Spread): number | undefined {
  const levels = [row.baseline, row.followUp];
  const values = new Set(levels.flatMap(({ distribution }) => distribution?.map(({ value }) => value) ?? []));
  if (values.size === 0 || values.size > mostValues || levels.some(({ binWidth }) => binWidth)) return undefined;
  switch (measureOf(row)) {
    case 'nps':
      return 0;
    case 'share':
      return 0.5;
    case 'mean':
      return row.scale ? (row.scale[0] + row.scale[1]) / 2 : undefined;
    default:
      return undefined;
  }
}

/** A level's values from the lowest to the highest. */
export function stretches(level: Level, middle: number): Stretch[] {
  const bars = [...(level.distribution ?? [])].sort((a, b) => a.value - b.value);
  const total = bars.reduce((sum, { count }) => sum + count, 0);
  return bars.map(({ value, count }) => ({ value, count, share: total > 0 ? count / total : 0, side: value < middle ? 'low' : value > middle ? 'high' : 'middle' }));
}

/** How far bars reach to the left and right of the middle, the same for all of them. */
export function reachOf(bars: readonly (readonly Stretch[])[]): [number, number] {
  const left = (bar: readonly Stretch[]) => bar.reduce((sum, { side, share }) => sum + (side === 'low' ? share : side === 'middle' ? share / 2 : 0), 0);
  const lefts = bars.filter((bar) => bar.length > 0).map(left);
  return [Math.max(0, ...lefts), Math.max(0, ...lefts.map((one) => 1 - one))];
}
