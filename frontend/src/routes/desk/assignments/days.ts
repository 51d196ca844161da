import { weekdayOf } from '../weekdays';

/** When a visit may take place, as it stands in a form; '' where nothing is said. */
export interface TypedDays {
  firstDay: string;
  lastDay: string;
  /** ISO numbers; all seven and none both mean every day. */
  weekdays: number[];
  from: string;
  to: string;
  /** Days separated by commas or lines, such as 2026-05-01. */
  excluded: string;
  submitBy: string;
}

export const noDays = (): TypedDays => ({ firstDay: '', lastDay: '', weekdays: [], from: '', to: '', excluded: '', submitBy: '' });

interface Days {
  firstDay?: string;
  lastDay?: string;
  weekdays?: number[];
  from?: string;
  to?: string;
  excludedDays?: string[];
  submitBy?: string;
}

/** Time fields know no 24:00. */
const shownEnd = (to = '') => (to === '24:00' ? '00:00' : to);

export const typedDaysOf = (given: Days): TypedDays => ({
  firstDay: given.firstDay ?? '',
  lastDay: given.lastDay ?? '',
  weekdays: given.weekdays ?? [],
  from: given.from ?? '',
  to: shownEnd(given.to),
  excluded: (given.excludedDays ?? []).join(', '),
  submitBy: given.submitBy ?? ''
});

/** The days of a list, each once, in order; undefined when one of them is none. */
export function dayList(text: string): string[] | undefined {
  const days = [...new Set(text.split(/[\s,;]+/).filter(Boolean))].sort();
  return days.every(isDay) ? days : undefined;
}

function isDay(text: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export type DaysMistake = 'days' | 'hours' | 'excluded' | 'submitBy' | 'never';

/** What has to be mended before the days can be sent. */
export function daysMistakes(typed: TypedDays): Set<DaysMistake> {
  const found = new Set<DaysMistake>();
  if (typed.firstDay && typed.lastDay && typed.lastDay < typed.firstDay) found.add('days');
  if ((typed.from === '') !== (typed.to === '')) found.add('hours');
  const end = typed.to === '00:00' ? '24:00' : typed.to;
  if (typed.from && typed.to && end <= typed.from) found.add('hours');
  const excluded = dayList(typed.excluded);
  if (!excluded) found.add('excluded');
  if (typed.submitBy && typed.firstDay && typed.submitBy < typed.firstDay) found.add('submitBy');
  if (found.size === 0 && typed.firstDay && typed.lastDay && !someDay(typed.firstDay, typed.lastDay, typed.weekdays, new Set(excluded))) found.add('never');
  return found;
}

/** Whether a day is left between two days. Spans of more than a year always have one. */
function someDay(first: string, last: string, weekdays: readonly number[], excluded: ReadonlySet<string>): boolean {
  for (let at = Date.parse(`${first}T00:00:00Z`), count = 0; count <= 366; at += 86_400_000, count++) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > last) return false;
    if ((weekdays.length === 0 || weekdays.includes(weekdayOf(day))) && !excluded.has(day)) return true;
  }
  return true;
}

/** What the form says, once it has no mistakes. */
export function daysOf(typed: TypedDays): Days {
  const { firstDay, lastDay, weekdays, from, to, submitBy } = typed;
  const excludedDays = dayList(typed.excluded) ?? [];
  return {
    ...(firstDay && { firstDay }),
    ...(lastDay && { lastDay }),
    ...(weekdays.length > 0 && weekdays.length < 7 && { weekdays }),
    ...(from && to && { from, to: to === '00:00' ? '24:00' : to }),
    ...(excludedDays.length > 0 && { excludedDays }),
    ...(submitBy && { submitBy })
  };
}
