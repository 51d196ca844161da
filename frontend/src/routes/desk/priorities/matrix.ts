/** Importance beside performance: which corner a point lies in and what to work on first. Pure. */
import type { Priorities, PriorityPoint } from '$lib/client/priorities';

/** Where the crosshair stands: at the means of all points, or at each point's own goal. */
export const crosses = ['means', 'goals'] as const;
export type Cross = (typeof crosses)[number];

export const corners = ['first', 'keep', 'later', 'enough'] as const;
/** first: important and weak; keep: important and strong; later: neither; enough: strong, not important. */
export type Corner = (typeof corners)[number];

export interface MatrixPoint {
  point: PriorityPoint;
  /** From 1, in the order of need. */
  number: number;
  importance: number;
  /** Along the axis: performance, or performance less the point's own goal. */
  along: number;
  /** Of along. */
  interval: readonly [number, number] | null;
  corner: Corner;
  /** Importance times what is missing to 100, or to the goal. */
  need: number;
}

export interface Matrix {
  points: MatrixPoint[];
  /** Where the crosshair stands, in the units of the axes. */
  cross: { importance: number; along: number };
  /** Points without a place: importance, performance or (at goals) goal is not known. */
  left: PriorityPoint[];
}

export function matrixOf({ points, means }: Pick<Priorities, 'points' | 'means'>, cross: Cross): Matrix {
  const known = points.flatMap((point) => {
    const { importance, performance, goal } = point;
    const zero = cross === 'goals' ? goal : 0;
    return importance === null || performance === null || zero === null ? [] : [{ point, importance, performance, zero }];
  });
  const mean = (values: readonly number[]) => (values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length);
  const at = {
    importance: means.importance ?? mean(known.map(({ importance }) => importance)),
    along: cross === 'goals' ? 0 : (means.performance ?? mean(known.map(({ performance }) => performance)))
  };
  const made = known
    .map(({ point, importance, performance, zero }) => {
      const along = performance - zero;
      const missing = cross === 'goals' ? Math.max(0, -along) : 100 - performance;
      const interval = point.performanceInterval ? ([point.performanceInterval[0] - zero, point.performanceInterval[1] - zero] as const) : null;
      return { point, importance, along, interval, corner: cornerOf(importance >= at.importance, along >= at.along), need: importance * missing, number: 0 };
    })
    .sort((a, b) => b.need - a.need || b.importance - a.importance)
    .map((one, index) => ({ ...one, number: index + 1 }));
  return { points: made, cross: at, left: points.filter((point) => !known.some((one) => one.point === point)) };
}

function cornerOf(important: boolean, strong: boolean): Corner {
  if (important) return strong ? 'keep' : 'first';
  return strong ? 'enough' : 'later';
}
