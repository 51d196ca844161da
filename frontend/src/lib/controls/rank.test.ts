import { describe, expect, it } from 'vitest';
import { moved, orderOf, placeAt } from './rank';

describe('the order of a rank question', () => {
  for (const { name, given, want } of [
    { name: 'is that of the list before anything is answered', given: undefined, want: 'a b c' },
    { name: 'is the answer', given: ['c', 'a', 'b'], want: 'c a b' },
    { name: 'ends with what was not offered before', given: ['c', 'a'], want: 'c a b' },
    { name: 'leaves out what is not offered any more, and what stands twice', given: ['x', 'b', 'b'], want: 'b a c' },
    { name: 'does not mind an answer of another type', given: 'c', want: 'a b c' }
  ]) {
    it(name, () => expect(orderOf(['a', 'b', 'c'], given).join(' ')).toBe(want));
  }

  it('moves one up, down and to the ends', () => {
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 0, 9)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 0, -1)).toEqual(['a', 'b', 'c']);
  });

  it('changes places when the middle of a row is passed', () => {
    const middles = [20, 60, 100];
    expect(placeAt(21, 0, middles)).toBe(0);
    expect(placeAt(61, 0, middles)).toBe(1);
    expect(placeAt(500, 0, middles)).toBe(2);
    expect(placeAt(19, 2, middles)).toBe(0);
    expect(placeAt(61, 2, middles)).toBe(2);
  });
});
