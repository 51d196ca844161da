import { expect, it } from 'vitest';
import { pieceOf, scrollTo } from './rows-in-view';

it.each([
  { name: 'nothing', given: [0, 40, 0, 600], want: { from: 0, to: 0, before: 0, after: 0 } },
  { name: 'a short list', given: [5, 40, 0, 600], want: { from: 0, to: 5, before: 0, after: 0 } },
  { name: 'the beginning', given: [1000, 40, 0, 600], want: { from: 0, to: 30, before: 0, after: 38_800 } },
  { name: 'the middle', given: [1000, 40, 20_000, 600], want: { from: 486, to: 528, before: 19_440, after: 18_880 } },
  { name: 'the end', given: [1000, 40, 39_400, 600], want: { from: 972, to: 1000, before: 38_880, after: 0 } },
  { name: 'scrolled beyond a list that got shorter', given: [10, 40, 39_400, 600], want: { from: 10, to: 10, before: 400, after: 0 } }
] as const)('piece: $name', ({ given: [count, row, top, height], want }) => expect(pieceOf(count, row, top, height)).toEqual(want));

it.each([
  { name: 'in view', given: [5, 40, 100, 600, 40], want: 100 },
  { name: 'above', given: [1, 40, 100, 600, 40], want: 40 },
  { name: 'below', given: [20, 40, 100, 600, 40], want: 280 },
  { name: 'under the head of the table', given: [16, 40, 100, 600, 40], want: 120 }
] as const)('scrolls to a row $name', ({ given: [index, row, top, height, head], want }) => expect(scrollTo(index, row, top, height, head)).toBe(want));
