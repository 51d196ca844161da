import { catalogue, formatDate } from '$lib/ui/language.svelte';

const words = catalogue({
  en: { span: (first: string, last: string) => `${first}–${last}` },
  de: { span: (first: string, last: string) => `${first}–${last}` }
});

/** ISO 8601: 1 is Monday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** The name of an ISO weekday; 1 January 2024 was a Monday. */
export const weekdayName = (day: number, width: 'short' | 'long' = 'short'): string =>
  formatDate(Date.UTC(2024, 0, day), { weekday: width, timeZone: 'UTC' });

/** Weekdays as people write them, three and more in a row as a span. */
export function weekdaysText(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of [...new Set(days)].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => (run.length > 2 ? [words.span(weekdayName(run[0] ?? 0), weekdayName(run.at(-1) ?? 0))] : run.map((day) => weekdayName(day))))
    .join(', ');
}

/** The ISO weekday of a day such as 2026-05-01. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
