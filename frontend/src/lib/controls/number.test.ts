import { describe, expect, it } from 'vitest';
import { formatPlain, readNumber } from './number';

describe('readNumber', () => {
  for (const { name, given, want } of [
    { name: 'integer', given: '42', want: 42 },
    { name: 'decimal point', given: '3.5', want: 3.5 },
    { name: 'decimal comma', given: '3,5', want: 3.5 },
    { name: 'still being typed', given: '3,', want: 3 },
    { name: 'leading comma', given: ',5', want: 0.5 },
    { name: 'negative', given: '-7', want: -7 },
    { name: 'typographic minus', given: '−7', want: -7 },
    { name: 'grouped by apostrophe', given: "12'345.5", want: 12345.5 },
    { name: 'grouped by space', given: '12 345', want: 12345 },
    { name: 'blank', given: '  ', want: undefined },
    { name: 'words stay words', given: 'about 3', want: 'about 3' },
    { name: 'exponents are not typed by people', given: '1e5', want: '1e5' },
    { name: 'two separators are ambiguous', given: '1.234,5', want: '1.234,5' },
    { name: 'a date is no number', given: '1 2 3', want: '1 2 3' }
  ]) {
    it(name, () => expect(readNumber(given)).toBe(want));
  }
  it('reads back what it prints', () => {
    for (const locale of ['de-DE', 'en-GB', 'de-CH']) {
      for (const value of [0, -3.25, 12345.678, 0.1]) expect(readNumber(formatPlain(value, locale))).toBe(value);
    }
  });
});
