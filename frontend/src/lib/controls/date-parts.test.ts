import { describe, expect, it } from 'vitest';
import { type DatePart, joinDate, monthNames, partsAsked, splitDate } from './date-parts';

const all: DatePart[] = ['day', 'month', 'year'];

describe('dates in parts', () => {
  for (const { name, given, want } of [
    { name: 'all parts', given: { typed: { day: '3', month: '02', year: '1980' }, asked: all }, want: '1980-02-03' },
    { name: 'month and year are the first of the month', given: { typed: { day: '', month: '11', year: '2026' }, asked: ['month', 'year'] }, want: '2026-11-01' },
    { name: 'a year is its first day', given: { typed: { day: '', month: '', year: ' 1999 ' }, asked: ['year'] }, want: '1999-01-01' },
    { name: 'a part is missing', given: { typed: { day: '', month: '02', year: '1980' }, asked: all }, want: undefined },
    { name: 'a year still being typed', given: { typed: { day: '3', month: '02', year: '198' }, asked: all }, want: undefined },
    { name: 'a word is no part', given: { typed: { day: 'x', month: '02', year: '1980' }, asked: all }, want: undefined },
    { name: 'a day that is not there stays visible', given: { typed: { day: '31', month: '02', year: '1980' }, asked: all }, want: '1980-02-31' }
  ] as { name: string; given: { typed: Record<DatePart, string>; asked: DatePart[] }; want: string | undefined }[]) {
    it(name, () => expect(joinDate(given.typed, given.asked)).toBe(want));
  }

  it('splits what was answered', () => {
    expect(splitDate('1980-02-03')).toEqual({ day: '3', month: '02', year: '1980' });
    expect(splitDate(undefined)).toEqual({ day: '', month: '', year: '' });
  });

  it('follows the language', () => {
    expect(partsAsked(all, 'de-CH')).toEqual(['day', 'month', 'year']);
    expect(partsAsked(all, 'en-US')).toEqual(['month', 'day', 'year']);
    expect(partsAsked(['month', 'year'], 'hu')).toEqual(['year', 'month']);
    expect(monthNames('de')[2]).toBe('März');
  });
});
