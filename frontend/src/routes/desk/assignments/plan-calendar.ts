import type { Assignment } from '$lib/client/assignment';
import { weekdayOf } from '../weekdays';

export interface CalendarDay {
  day: string;
  /** How many visits may take place on it. */
  count: number;
}

export interface PlanCalendar {
  /** From Monday to Sunday; days outside of the plan have no entry. */
  weeks: (CalendarDay | undefined)[][];
  /** The largest count of a day. */
  most: number;
  /** Times of day with how many visits each has. */
  hours: { from: string; to: string; count: number }[];
  /** Visits whose window has an open end, which fall on no day in particular. */
  open: number;
}

type Visit = Pick<Assignment, 'firstDay' | 'lastDay' | 'weekdays' | 'excludedDays' | 'from' | 'to'>;

/** Weeks shown at most; longer plans are cut. */
const mostWeeks = 60;

const next = (day: string, by = 1): string => new Date(Date.parse(`${day}T00:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);

/** On which days and at which times the visits of a plan may take place. */
export function calendarOf(visits: readonly Visit[]): PlanCalendar {
  const spans = new Map<string, { visit: Visit; count: number }>();
  const hours = new Map<string, { from: string; to: string; count: number }>();
  let open = 0;
  for (const visit of visits) {
    const { firstDay, lastDay, from, to } = visit;
    if (from && to) {
      const slot = hours.get(from + to) ?? { from, to, count: 0 };
      slot.count++;
      hours.set(from + to, slot);
    }
    if (!firstDay || !lastDay) {
      open++;
      continue;
    }
    const key = JSON.stringify([firstDay, lastDay, visit.weekdays, visit.excludedDays]);
    const span = spans.get(key) ?? { visit, count: 0 };
    span.count++;
    spans.set(key, span);
  }
  const counts = countsOf([...spans.values()]);
  return { weeks: weeksOf(counts), most: Math.max(0, ...counts.values()), hours: [...hours.values()].sort((a, b) => a.from.localeCompare(b.from)), open };
}

function countsOf(spans: readonly { visit: Visit; count: number }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { visit, count } of spans) {
    const { firstDay = '', lastDay = '', weekdays, excludedDays } = visit;
    for (let day = firstDay, left = mostWeeks * 7; day <= lastDay && left > 0; day = next(day), left--) {
      if (weekdays && !weekdays.includes(weekdayOf(day))) continue;
      if (excludedDays?.includes(day)) continue;
      counts.set(day, (counts.get(day) ?? 0) + count);
    }
  }
  return counts;
}

function weeksOf(counts: ReadonlyMap<string, number>): (CalendarDay | undefined)[][] {
  const days = [...counts.keys()].sort();
  const [first] = days;
  const last = days.at(-1);
  if (!first || !last) return [];
  const weeks: (CalendarDay | undefined)[][] = [];
  for (let monday = next(first, 1 - weekdayOf(first)); monday <= last && weeks.length < mostWeeks; monday = next(monday, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_, index) => {
        const day = next(monday, index);
        return day >= first && day <= last ? { day, count: counts.get(day) ?? 0 } : undefined;
      })
    );
  }
  return weeks;
}
