import { describe, expect, it } from 'vitest';
import { fitted } from './photo';

describe('fitted', () => {
  for (const { name, given, want } of [
    { name: 'landscape', given: [4000, 3000, 2048], want: { width: 2048, height: 1536 } },
    { name: 'portrait', given: [3000, 4000, 1000], want: { width: 750, height: 1000 } },
    { name: 'small stays', given: [640, 480, 2048], want: { width: 640, height: 480 } },
    { name: 'never nothing', given: [10000, 3, 100], want: { width: 100, height: 1 } }
  ] as const) {
    it(name, () => expect(fitted(given[0], given[1], given[2])).toEqual(want));
  }
});
