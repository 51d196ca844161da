/** What the heat table of touchpoints and waves says and in which order. Pure. */
import type { Verdict } from '$lib/client/comparison';
import type { Effectiveness, EffectivenessCell, EffectivenessTouchpoint } from '$lib/client/effectiveness';

export const heatOrders = ['effect', 'gap', 'level', 'inventory'] as const;
export type HeatOrder = (typeof heatOrders)[number];

type Counts = Record<Verdict, number>;

/** Waves in which anything was measured; before anything was, none. */
export function measuredWaves({ waves, touchpoints }: Effectiveness): number[] {
  return waves.map((_, index) => index).filter((index) => touchpoints.some(({ cells }) => cells[index]?.level));
}

/** The newest cell with a level. */
export const newest = ({ cells }: EffectivenessTouchpoint): EffectivenessCell | undefined => cells.findLast(({ level }) => level);

/** How much is missing to the goal in the newest wave, in points; negative beyond it. */
export function gapOf(touchpoint: EffectivenessTouchpoint): number | undefined {
  const level = newest(touchpoint)?.level?.estimate;
  return touchpoint.goal === null || level === null || level === undefined ? undefined : touchpoint.goal - level;
}

/** Touchpoints that were measured, in the order asked for; those without the number asked for last. */
export function ordered(touchpoints: readonly EffectivenessTouchpoint[], order: HeatOrder): EffectivenessTouchpoint[] {
  const keys: Record<HeatOrder, (one: EffectivenessTouchpoint) => number | null | undefined> = {
    effect: (one) => negative(newest(one)?.change && Math.abs(newest(one)?.change?.estimate ?? 0)),
    gap: (one) => negative(gapOf(one)),
    level: (one) => newest(one)?.level?.estimate,
    inventory: (one) => one.order
  };
  const key = (one: EffectivenessTouchpoint) => keys[order](one) ?? Number.POSITIVE_INFINITY;
  return touchpoints.filter(newest).sort((a, b) => compare(key(a), key(b)) || a.order - b.order);
}

const negative = (value: number | null | undefined) => (value === null || value === undefined ? undefined : -value);
const compare = (a: number, b: number) => (a === b ? 0 : a - b);

/** The newest wave that was compared with another, with how its verdicts fall. */
export function verdictsOf({ waves, touchpoints }: Effectiveness): { wave: string; against: string; counts: Counts; total: number } | undefined {
  for (let index = waves.length - 1; index >= 0; index--) {
    const compared = touchpoints.flatMap(({ cells }) => cells[index] ?? []).filter(({ verdict }) => verdict);
    const [first] = compared;
    if (!first) continue;
    const counts: Counts = { improved: 0, worsened: 0, unchanged: 0, undecided: 0, noTest: 0 };
    for (const { verdict } of compared) if (verdict) counts[verdict]++;
    const same = compared.every(({ against }) => against === first.against);
    return { wave: first.wave, against: same ? first.against : '', counts, total: compared.length };
  }
  return undefined;
}

/** How many touchpoints are at their goal or beyond in their newest wave, of those with one. */
export function atGoal(touchpoints: readonly EffectivenessTouchpoint[]): { reached: number; withGoal: number } {
  const gaps = touchpoints.flatMap((one) => gapOf(one) ?? []);
  return { reached: gaps.filter((gap) => gap <= 0).length, withGoal: gaps.length };
}
