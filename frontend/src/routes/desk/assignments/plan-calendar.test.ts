import { expect, it } from 'vitest';
import { calendarOf } from './plan-calendar';

it('lays visits on days, weekdays and times', () => {
  const visit = { firstDay: '2026-05-07', lastDay: '2026-05-09' };
  const { weeks, most, hours, open } = calendarOf([
    { ...visit, from: '14:00', to: '18:00' },
    { ...visit, from: '09:00', to: '12:00' },
    { ...visit, weekdays: [6], from: '09:00', to: '12:00' },
    { firstDay: '2026-05-11', lastDay: '2026-05-12', excludedDays: ['2026-05-11'] },
    { firstDay: '2026-05-11' }
  ]);
  const counts = weeks.map((week) => week.map((day) => day?.count));
  expect(counts).toEqual([
    [undefined, undefined, undefined, 2, 2, 3, 0],
    [0, 1, undefined, undefined, undefined, undefined, undefined]
  ]);
  expect(weeks[0]?.[5]).toEqual({ day: '2026-05-09', count: 3 });
  expect({ most, open, hours }).toEqual({
    most: 3,
    open: 1,
    hours: [
      { from: '09:00', to: '12:00', count: 2 },
      { from: '14:00', to: '18:00', count: 1 }
    ]
  });
});

it('has no weeks without visits', () => expect(calendarOf([])).toEqual({ weeks: [], most: 0, hours: [], open: 0 }));

it('counts thousands of the same span at once', () => {
  const visits = Array.from({ length: 20_000 }, () => ({ firstDay: '2026-01-01', lastDay: '2026-12-31' }));
  expect(calendarOf(visits)).toMatchObject({ most: 20_000, open: 0 });
});
