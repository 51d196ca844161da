import { expect, it } from 'vitest';
import { weekdayName, weekdayOf, weekdaysText } from './weekdays';

it.each([
  { given: [1, 2, 3, 4, 5], want: 'Mon–Fri' },
  { given: [6, 7], want: 'Sat, Sun' },
  { given: [5, 1, 3, 2, 7, 1], want: 'Mon–Wed, Fri, Sun' },
  { given: [], want: '' }
])('weekdays $given', ({ given, want }) => expect(weekdaysText(given)).toBe(want));

it.each([
  { given: '2026-11-22', want: 7 },
  { given: '2026-11-23', want: 1 }
])('weekday of $given', ({ given, want }) => expect(weekdayOf(given)).toBe(want));

it('names them', () => expect([weekdayName(1, 'long'), weekdayName(7, 'long')]).toEqual(['Monday', 'Sunday']));
