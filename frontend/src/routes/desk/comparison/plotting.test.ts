import { describe, expect, it } from 'vitest';
import type { Interval } from '$lib/client/comparison';
import { asShown, drawn, rescaled } from './plotting';

describe('rescaled', () => {
  const vectors: { name: string; given: { kind: string; scale: Interval | null; better: 'higher' | 'lower' }; value: number; want: number; change: number }[] = [
    { name: 'a score stays', given: { kind: 'score', scale: null, better: 'higher' }, value: 80, want: 80, change: 2 },
    { name: 'a share', given: { kind: 'share', scale: null, better: 'higher' }, value: 0.25, want: 25, change: 200 },
    { name: 'NPS', given: { kind: 'nps', scale: null, better: 'higher' }, value: -50, want: 25, change: 1 },
    { name: 'a rating', given: { kind: 'mean', scale: [1, 5], better: 'higher' }, value: 4, want: 75, change: 50 },
    { name: 'lower is better', given: { kind: 'mean', scale: [0, 20], better: 'lower' }, value: 5, want: 75, change: -10 },
    { name: 'a duration with a scale', given: { kind: 'duration', scale: [0, 600], better: 'lower' }, value: 60, want: 90, change: -1 / 3 }
  ];
  it.each(vectors)('$name', ({ given, value, want, change }) => {
    const plotting = rescaled(given);
    expect(plotting?.level(value)).toBeCloseTo(want, 9);
    expect(plotting?.stored(want)).toBeCloseTo(value, 9);
    expect(plotting?.change(2)).toBeCloseTo(change, 9);
  });
  it('is not possible without a scale', () => expect(rescaled({ kind: 'mean', scale: null, better: 'higher' })).toBeUndefined());
});

describe('drawn', () => {
  const mirrored = (value: number) => 100 - value;
  it('keeps the ends of an interval in order', () => expect(drawn({ estimate: 40, interval: [30, 45] }, mirrored)).toEqual({ estimate: 60, interval: [55, 70] }));
  it('draws nothing without an estimate', () => expect(drawn({ estimate: null, interval: null }, mirrored)).toBeNull());
  it('turns seconds into minutes', () => expect(drawn({ estimate: 90, interval: null }, asShown('minutes').level)).toEqual({ estimate: 1.5, interval: null }));
});
