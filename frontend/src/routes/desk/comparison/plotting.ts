/** Where a row's numbers are drawn: in the unit people read, or brought to 0 to 100 beside a composite. Pure. */
import type { ComparisonRow, Interval } from '$lib/client/comparison';
import type { Estimate } from '$lib/ui/charts/tone';
import { shownAs } from './figures';
import { measureOf, type Estimated, type Measure } from './panels';

export interface Plotting {
  level: (stored: number) => number;
  /** The inverse of level. */
  stored: (plotted: number) => number;
  /** Of differences. */
  change: (stored: number) => number;
}

export const asShown = (measure: Measure): Plotting => ({
  level: (stored) => shownAs(measure, stored),
  stored: (plotted) => plotted / shownAs(measure, 1),
  change: (stored) => shownAs(measure, stored)
});

/** Scales that kinds imply, as stored. */
const implied: Partial<Record<Measure, Interval>> = { share: [0, 1], score: [0, 100], nps: [-100, 100] };

/** As composites count it: the scale's ends at 0 and 100, mirrored where lower is better; undefined without a scale. */
export function rescaled(row: Pick<ComparisonRow, 'kind' | 'scale' | 'better'>): Plotting | undefined {
  const scale = implied[measureOf(row)] ?? row.scale;
  if (!scale || !(scale[0] < scale[1])) return undefined;
  const [from, to] = row.better === 'lower' ? [scale[1], scale[0]] : scale;
  const slope = 100 / (to - from);
  return {
    level: (stored) => (stored - from) * slope,
    stored: (plotted) => plotted / slope + from,
    change: (stored) => stored * slope
  };
}

/** An estimate with its interval as it is drawn, ends in order. */
export function drawn(one: Estimated | null | undefined, by: (stored: number) => number): Estimate | null {
  if (!one || one.estimate === null) return null;
  if (!one.interval) return { estimate: by(one.estimate), interval: null };
  const [a, b] = [by(one.interval[0]), by(one.interval[1])];
  return { estimate: by(one.estimate), interval: [Math.min(a, b), Math.max(a, b)] };
}
