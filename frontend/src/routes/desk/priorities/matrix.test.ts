import { describe, expect, it } from 'vitest';
import type { Level } from '$lib/client/comparison';
import type { PriorityPoint } from '$lib/client/priorities';
import { matrixOf } from './matrix';

const level: Level = { n: 9, missing: 0, notApplicable: 0, notRelevant: 0, estimate: 1, standardError: 1, interval: null, standardDeviation: 1, distribution: null };
const point = (indicator: string, importance: number | null, performance: number | null, goal: number | null = null): PriorityPoint => ({
  indicator, title: null, touchpoint: '', importance, performance, goal, performanceInterval: performance === null ? null : [performance - 2, performance + 2], n: 9, level, unit: null
});
const given = {
  points: [point('a', 0.5, 60, 90), point('b', 0.3, 90, 80), point('c', 0.1, 50, 70), point('d', 0.1, 95), point('e', null, 50, 60), point('f', 0.2, null, 60)],
  means: { importance: 0.25, performance: 73.75 }
};
const seen = (cross: 'means' | 'goals') => matrixOf(given, cross).points.map(({ point: { indicator }, number, corner, along }) => [indicator, number, corner, along]);

describe('matrixOf', () => {
  it('puts points beside the means, what matters and is missing most first', () =>
    expect(seen('means')).toEqual([['a', 1, 'first', 60], ['c', 2, 'later', 50], ['b', 3, 'keep', 90], ['d', 4, 'enough', 95]]));
  it('measures each against its own goal', () => expect(seen('goals')).toEqual([['a', 1, 'first', -30], ['c', 2, 'later', -20], ['b', 3, 'keep', 10]]));
  it('moves intervals along with their goals', () => expect(matrixOf(given, 'goals').points[0]?.interval).toEqual([-32, -28]));
  it('tells which points have no place', () => {
    expect(matrixOf(given, 'means').left.map(({ indicator }) => indicator)).toEqual(['e', 'f']);
    expect(matrixOf(given, 'goals').left.map(({ indicator }) => indicator)).toEqual(['d', 'e', 'f']);
  });
  it('is empty without points', () => expect(matrixOf({ points: [], means: { importance: null, performance: null } }, 'means').points).toEqual([]));
});
