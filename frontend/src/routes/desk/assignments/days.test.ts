import { expect, it } from 'vitest';
import { dayList, daysMistakes, daysOf, noDays, typedDaysOf } from './days';

const most = { firstDay: '2026-05-01', lastDay: '2026-05-31', weekdays: [1, 2], from: '09:00', to: '24:00', excludedDays: ['2026-05-04', '2026-05-05'], submitBy: '2026-06-02' };
it.each([
  { name: 'nothing', given: {} },
  { name: 'everything', given: most }
])('gives back what was read into the form: $name', ({ given }) => {
  expect(daysMistakes(typedDaysOf(given))).toEqual(new Set());
  expect(daysOf(typedDaysOf(given))).toEqual(given);
});

it('takes every day of the week for no choice', () => expect(daysOf({ ...noDays(), weekdays: [1, 2, 3, 4, 5, 6, 7] })).toEqual({}));

it.each([
  { name: 'sorted, each once', given: '2026-05-02, 2026-05-01\n2026-05-02', want: ['2026-05-01', '2026-05-02'] },
  { name: 'none', given: ' ', want: [] },
  { name: 'a day that no month has', given: '2026-02-30', want: undefined },
  { name: 'no day', given: 'tomorrow', want: undefined }
])('list of days: $name', ({ given, want }) => expect(dayList(given)).toEqual(want));

const week = { ...noDays(), firstDay: '2026-05-04', lastDay: '2026-05-06' };
it.each([
  { name: 'sound', given: week, want: [] },
  { name: 'days the wrong way round', given: { ...week, lastDay: '2026-05-01' }, want: ['days'] },
  { name: 'half of the hours', given: { ...week, from: '09:00' }, want: ['hours'] },
  { name: 'hours the wrong way round', given: { ...week, from: '09:00', to: '08:00' }, want: ['hours'] },
  { name: 'until midnight', given: { ...week, from: '20:00', to: '00:00' }, want: [] },
  { name: 'an excluded day that is none', given: { ...week, excluded: '5 May' }, want: ['excluded'] },
  { name: 'to be sent before the first day', given: { ...week, submitBy: '2026-05-03' }, want: ['submitBy'] },
  { name: 'no such weekday in the window', given: { ...week, weekdays: [6, 7] }, want: ['never'] },
  { name: 'all days excluded', given: { ...week, excluded: '2026-05-04 2026-05-05 2026-05-06' }, want: ['never'] },
  { name: 'a window of years', given: { ...week, lastDay: '2036-05-06', weekdays: [7] }, want: [] }
])('mistakes: $name', ({ given, want }) => expect([...daysMistakes(given)].sort()).toEqual(want));
