import { describe, expect, it } from 'vitest';
import { around, fit, linear, ticks } from './scale';

describe('linear', () => {
  const vectors = [
    { name: 'start', given: 0, want: 10 },
    { name: 'middle', given: 50, want: 60 },
    { name: 'end', given: 100, want: 110 },
    { name: 'outside', given: -10, want: 0 }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(linear([0, 100], [10, 110])(given)).toBe(want));
  it('puts an empty domain in the middle', () => expect(linear([3, 3], [0, 10])(99)).toBe(5));
});

describe('ticks', () => {
  const vectors: { name: string; given: [number, number]; want: number[] }[] = [
    { name: 'ratings', given: [3.4, 4.4], want: [3.4, 3.6, 3.8, 4, 4.2, 4.4] },
    { name: 'shares', given: [0, 1], want: [0, 0.2, 0.4, 0.6, 0.8, 1] },
    { name: 'around zero, without binary noise', given: [-0.3, 0.3], want: [-0.2, 0, 0.2] },
    { name: 'large', given: [-100, 100], want: [-100, -50, 0, 50, 100] },
    { name: 'empty', given: [2, 2], want: [2] }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(ticks(given, 4)).toEqual(want));
});

describe('fit', () => {
  const vectors: { name: string; values: number[]; bounds: [number, number] | null; least: number; want: [number, number] }[] = [
    { name: 'rounds outwards', values: [3.71, 4.13], bounds: [1, 5], least: 0.4, want: [3.7, 4.2] },
    { name: 'stays within the scale', values: [4.6, 5], bounds: [1, 5], least: 1, want: [4.2, 5] },
    { name: 'never narrower than the least', values: [4, 4.01], bounds: [1, 5], least: 1, want: [3.4, 4.6] },
    { name: 'nothing known: the whole scale', values: [], bounds: [0, 100], least: 1, want: [0, 100] },
    { name: 'ignores what is not a number', values: [Number.NaN, 10, 30], bounds: null, least: 1, want: [10, 30] }
  ];
  it.each(vectors)('$name', ({ values, bounds, least, want }) => expect(fit(values, bounds, least)).toEqual(want));
});

describe('around', () => {
  it('is symmetric and holds everything', () => expect(around([-0.13, 0.31], 0.1)).toEqual([-0.4, 0.4]));
  it('keeps the least when nothing moved', () => expect(around([], 0.5)).toEqual([-0.6, 0.6]));
});
