import { describe, expect, it } from 'vitest';
import { degrees } from './position';

describe('degrees', () => {
  for (const { name, given, want } of [
    { name: 'a point', given: ['47.3769', 90], want: 47.3769 },
    { name: 'a comma', given: [' 8,5417 ', 180], want: 8.5417 },
    { name: 'with its sign', given: ['-33.9°', 90], want: -33.9 },
    { name: 'a typographic minus', given: ['−70', 180], want: -70 },
    { name: 'the pole', given: ['90', 90], want: 90 },
    { name: 'beyond the pole', given: ['90.1', 90], want: undefined },
    { name: 'across the date line', given: ['181', 180], want: undefined },
    { name: 'words', given: ['north', 90], want: undefined },
    { name: 'nothing', given: ['', 90], want: undefined },
    { name: 'minutes and seconds', given: ['47°22', 90], want: undefined },
    { name: 'no negative zero', given: ['-0', 90], want: 0 }
  ] as const) {
    it(name, () => expect(degrees(given[0], given[1])).toBe(want));
  }
});
