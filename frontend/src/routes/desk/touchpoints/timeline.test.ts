import { describe, expect, it } from 'vitest';
import type { TrendAction } from '$lib/client/trend';
import type { Wave } from '$lib/client/wave';
import { lanesOf, timelineOf } from './timeline';

const wave = (name: string, firstDay?: string, lastDay?: string): Wave => ({
  name, title: { en: name }, kind: 'followUp', order: 0, ...(firstDay ? { firstDay } : {}), ...(lastDay ? { lastDay } : {})
});
const action = (id: string, firstDay?: string, lastDay?: string): TrendAction => ({
  id, title: { en: id }, state: 'done', ...(firstDay ? { firstDay } : {}), ...(lastDay ? { lastDay } : {})
});

describe('timelineOf', () => {
  it('keeps the distances of the calendar', () => {
    const { waves, dated } = timelineOf([wave('a', '2026-01-01', '2026-01-01'), wave('b', '2026-01-02', '2026-01-02'), wave('c', '2026-01-05', '2026-01-05')], []);
    const middle = (name: string) => waves.get(name)?.middle ?? Number.NaN;
    expect(dated).toBe(true);
    expect((middle('c') - middle('b')) / (middle('b') - middle('a'))).toBeCloseTo(3, 9);
  });
  it('holds actions before the first wave and after the last', () => {
    const { actions } = timelineOf([wave('a', '2026-02-01', '2026-02-28')], [action('late', '2026-03-10'), action('early', '2026-01-10', '2026-01-20')]);
    expect(actions.map(({ action: { id }, openTo }) => [id, openTo])).toEqual([['early', false], ['late', true]]);
    for (const { from, to } of actions) {
      expect(from).toBeGreaterThan(0);
      expect(to).toBeLessThanOrEqual(1);
      expect(to).toBeGreaterThan(from);
    }
  });
  it('puts waves side by side as soon as one says no day', () => {
    const { waves, actions, dated } = timelineOf([wave('a', '2026-01-01'), wave('b')], [action('x', '2026-01-03')]);
    expect([dated, actions.length, waves.get('a')?.middle, waves.get('b')?.middle]).toEqual([false, 0, 0.25, 0.75]);
  });
  it('leaves out actions without a day', () => expect(timelineOf([wave('a', '2026-01-01')], [action('x')]).actions).toEqual([]));
});

describe('lanesOf', () => {
  const vectors = [
    { name: 'apart: one row', given: [{ from: 0, to: 10 }, { from: 15, to: 20 }], want: [0, 0] },
    { name: 'overlapping: two', given: [{ from: 0, to: 10 }, { from: 8, to: 20 }, { from: 14, to: 30 }], want: [0, 1, 0] },
    { name: 'too near: two', given: [{ from: 0, to: 10 }, { from: 12, to: 20 }], want: [0, 1] }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(lanesOf(given, 4)).toEqual(want));
});
