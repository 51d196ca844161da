import { describe, expect, it } from 'vitest';
import type { Interval, Level } from '$lib/client/comparison';
import { middleOf, reachOf, stretches } from './spread';

const level = (counts: Record<number, number>, binWidth?: number): Level => ({
  n: 0, missing: 0, notApplicable: 0, notRelevant: 0, estimate: null, standardError: null, interval: null, standardDeviation: null,
  distribution: Object.entries(counts).map(([value, count]) => ({ value: Number(value), count })),
  ...(binWidth ? { binWidth } : {})
});
const rating = level({ 1: 1, 3: 2, 5: 5 });

describe('middleOf', () => {
  const vectors: { name: string; given: { kind: string; scale: Interval | null; baseline: Level; followUp: Level }; want: number | undefined }[] = [
    { name: 'a rating', given: { kind: 'mean', scale: [1, 5], baseline: rating, followUp: rating }, want: 3 },
    { name: 'an even scale', given: { kind: 'ces', scale: [1, 4], baseline: rating, followUp: rating }, want: 2.5 },
    { name: 'NPS', given: { kind: 'nps', scale: [-100, 100], baseline: rating, followUp: rating }, want: 0 },
    { name: 'a share', given: { kind: 'share', scale: null, baseline: level({ 0: 1, 1: 2 }), followUp: rating }, want: 0.5 },
    { name: 'grouped values', given: { kind: 'mean', scale: [0, 240], baseline: level({ 5: 1 }, 10), followUp: rating }, want: undefined },
    { name: 'too many values', given: { kind: 'mean', scale: [0, 100], baseline: level(Object.fromEntries(Array.from({ length: 12 }, (_, at) => [at, 1]))), followUp: rating }, want: undefined },
    { name: 'a score', given: { kind: 'score', scale: null, baseline: rating, followUp: rating }, want: undefined },
    { name: 'no scale', given: { kind: 'mean', scale: null, baseline: rating, followUp: rating }, want: undefined },
    { name: 'nothing', given: { kind: 'mean', scale: [1, 5], baseline: level({}), followUp: level({}) }, want: undefined }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(middleOf(given)).toBe(want));
});

it('shares what is there among the sides of the middle', () => {
  expect(stretches(rating, 3).map(({ value, share, side }) => [value, share, side])).toEqual([[1, 0.125, 'low'], [3, 0.25, 'middle'], [5, 0.625, 'high']]);
});

it('halves the middle and finds the longest reach', () => {
  expect(reachOf([stretches(rating, 3), stretches(level({ 1: 1 }), 3), []])).toEqual([1, 0.75]);
});
