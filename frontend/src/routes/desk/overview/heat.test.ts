import { describe, expect, it } from 'vitest';
import type { Level, Verdict } from '$lib/client/comparison';
import type { Effectiveness, EffectivenessTouchpoint } from '$lib/client/effectiveness';
import { atGoal, measuredWaves, ordered, verdictsOf } from './heat';

const level = (estimate: number): Level => ({
  n: 40, missing: 0, notApplicable: 0, notRelevant: 0, estimate, standardError: 1, interval: [estimate - 2, estimate + 2], standardDeviation: 6, distribution: null
});
const wave = (name: string, order: number) => ({ name, title: { en: name }, kind: 'followUp' as const, order });

/** Levels by wave; null was not measured. */
function touchpoint(name: string, levels: (number | null)[], goal: number | null = null, verdict: Verdict = 'improved'): EffectivenessTouchpoint {
  const first = levels.findIndex((one) => one !== null);
  return {
    name, title: { en: name }, order: 1, channel: '', goal, relevantDifference: null, importance: null, definitions: ['visit'],
    cells: levels.map((one, index) => {
      const from = levels[first] ?? 0;
      const change = one === null || index === first ? null : { estimate: one - from, interval: null, interval90: null, standardError: null, p: null, q: null, degreesOfFreedom: null, effect: null };
      return {
        wave: `w${index}`, against: change ? `w${first}` : '', level: one === null ? null : level(one), change, verdict: change ? verdict : null,
        relevant: false, needed: null, method: null, goalAttainment: null, notes: null
      };
    })
  };
}

const effectiveness = (touchpoints: EffectivenessTouchpoint[]): Effectiveness => ({
  project: { id: 'p', title: 'P' }, waves: [wave('w0', 0), wave('w1', 1), wave('w2', 2)], against: 'baseline', touchpoints, families: null,
  countedStates: [], computedAt: '2026-01-01T00:00:00Z', warnings: null
});

describe('ordered', () => {
  const some = [
    touchpoint('small', [60, 62, null], 65),
    touchpoint('never', [null, null, null], 50),
    touchpoint('falls', [80, null, 70], 71),
    touchpoint('once', [40, null, null]),
    touchpoint('rises', [50, 55, 56], 90)
  ];
  it.each([
    { order: 'effect', want: ['falls', 'rises', 'small', 'once'] },
    { order: 'gap', want: ['rises', 'small', 'falls', 'once'] },
    { order: 'level', want: ['once', 'rises', 'small', 'falls'] },
    { order: 'inventory', want: ['small', 'falls', 'once', 'rises'] }
  ] as const)('$order', ({ order, want }) => expect(ordered(some, order).map(({ name }) => name)).toEqual(want));
});

describe('verdictsOf', () => {
  it('speaks of the newest wave that was compared', () =>
    expect(verdictsOf(effectiveness([touchpoint('a', [50, 60, null]), touchpoint('b', [50, 51, null], null, 'undecided')]))).toEqual({
      wave: 'w1', against: 'w0', counts: { improved: 1, worsened: 0, unchanged: 0, undecided: 1, noTest: 0 }, total: 2
    }));
  it('names no wave when touchpoints were compared with different ones', () =>
    expect(verdictsOf(effectiveness([touchpoint('a', [50, 60, 61]), touchpoint('b', [null, 50, 51])]))?.against).toBe(''));
  it('has nothing to say of one wave', () => expect(verdictsOf(effectiveness([touchpoint('a', [50, null, null])]))).toBeUndefined());
});

it('counts goals that were reached in the newest wave', () =>
  expect(atGoal([touchpoint('a', [50, 60, null], 60), touchpoint('b', [50, null, 55], 70), touchpoint('c', [50, null, null])])).toEqual({ reached: 1, withGoal: 2 }));

it('leaves out waves without a measurement', () => expect(measuredWaves(effectiveness([touchpoint('a', [50, null, 60])]))).toEqual([0, 2]));
