import { clock } from '$lib/client/clock';
import type { GivenAssignment } from '$lib/client/field-assignment';
import { formatDate } from '$lib/ui/language.svelte';
import { todayIn } from '$lib/ui/today';
import { t } from './messages';

/** A day as people say it; days have no time zone of their own. */
export const dayText = (date: string) => formatDate(`${date}T12:00:00Z`, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

export interface VisitWindow {
  text: string;
  /** over: the last day has passed; last: it is today. */
  state: 'open' | 'early' | 'last' | 'over';
}

/** What the window of a visit depends on; a job of the board has it too. */
export interface Windowed {
  assignment: Pick<GivenAssignment, 'firstDay' | 'lastDay' | 'weekdays' | 'from' | 'to' | 'excludedDays'>;
  project: { timeZone: string };
}

/** When the visit may take place, seen from now by the server's clock. */
export function windowOf({ assignment, project }: Windowed, now = new Date(clock.now())): VisitWindow {
  const { firstDay, lastDay } = assignment;
  const today = todayIn(project.timeZone, now);
  if (lastDay && lastDay < today) return { text: t.over(dayText(lastDay)), state: 'over' };
  if (firstDay && firstDay > today) return { text: lastDay ? t.between(dayText(firstDay), dayText(lastDay)) : t.from(dayText(firstDay)), state: 'early' };
  if (lastDay === today) return { text: t.today, state: 'last' };
  return { text: lastDay ? t.until(dayText(lastDay)) : t.anyTime, state: 'open' };
}

/** Monday is 1 (ISO 8601). */
const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;

const timeIn = (timeZone: string, at: Date) => new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);

/** Whether a moment lies in the window: 'day' when the day does not, 'time' when only the time of day does not. */
export function hoursAt({ assignment, project }: Windowed, at: Date): 'inside' | 'day' | 'time' {
  const { firstDay, lastDay, weekdays, from, to, excludedDays } = assignment;
  const day = todayIn(project.timeZone, at);
  const early = firstDay !== undefined && day < firstDay;
  const late = lastDay !== undefined && day > lastDay;
  if (early || late || excludedDays?.includes(day) || (weekdays?.length && !weekdays.includes(weekdayOf(day)))) return 'day';
  const time = timeIn(project.timeZone, at);
  return (from && time < from) || (to && time > to) ? 'time' : 'inside';
}

/** The weekdays and hours of a window as people say them; '' when any will do. */
export function hoursText({ assignment: { weekdays, from, to } }: Windowed): string {
  const days = weekdays?.length && weekdays.length < 7 ? daysText(weekdays) : '';
  const hours = from && to ? t.hours(from, to) : from ? t.fromHour(from) : to ? t.untilHour(to) : '';
  return [days, hours].filter(Boolean).join(', ');
}

/** Weekdays by their short names, runs of three and more drawn together. */
export function daysText(weekdays: readonly number[]): string {
  // The fifth of January 1970 was a Monday.
  const name = (weekday: number) => formatDate(Date.UTC(1970, 0, 4 + weekday, 12), { weekday: 'short', timeZone: 'UTC' });
  const sorted = [...new Set(weekdays)].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const day of sorted) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run) => (run.length > 2 ? `${name(run[0] ?? 1)}–${name(run.at(-1) ?? 1)}` : run.map(name).join(', '))).join(', ');
}
