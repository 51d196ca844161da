import { describe, expect, it } from 'vitest';
import { isRow, stepsOf } from './range';

const range = (start: number, end: number, step: number, appearance = '') => ({ type: 'range', name: 'r', appearance, parameters: { start, end, step } });

describe('range', () => {
  for (const { name, given, want } of [
    { name: 'recommendation', given: range(0, 10, 1), want: { row: true, steps: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } },
    { name: 'stars', given: range(1, 5, 1), want: { row: true, steps: [1, 2, 3, 4, 5] } },
    { name: 'falling', given: range(3, 1, 1), want: { row: true, steps: [3, 2, 1] } },
    { name: 'fractions are exact', given: range(0, 0.3, 0.1), want: { row: true, steps: [0, 0.1, 0.2, 0.3] } },
    { name: 'an end that is no step', given: range(0, 5, 2), want: { row: true, steps: [0, 2, 4] } },
    { name: 'asked to be a slider', given: range(1, 3, 1, 'slider no-ticks'), want: { row: false, steps: [1, 2, 3] } },
    { name: 'asked to stand upright', given: range(0, 10, 5, 'vertical'), want: { row: false, steps: [0, 5, 10] } },
    { name: 'asked to be a list', given: range(1, 2, 1, 'picker'), want: { row: false, steps: [1, 2] } }
  ]) {
    it(name, () => expect({ row: isRow(given), steps: stepsOf(given) }).toEqual(want));
  }
  it('gives as many steps as asked for', () => expect(stepsOf(range(0, 100, 5), 1_000)).toHaveLength(21));
  it('a long scale is a slider', () => expect(isRow(range(0, 100, 5))).toBe(false));
});
