import type { AssignmentProgress } from '$lib/client/assignment';

/** Where an assignment stands; reported: the state of its response says more. */
export type Standing = 'cancelled' | 'reported' | 'early' | 'open' | 'overdue';

/** Where an assignment stands on a day of the project's time zone, such as 2026-05-01. */
export function standingOf({ cancelled, response, firstDay, lastDay }: Pick<AssignmentProgress, 'cancelled' | 'response' | 'firstDay' | 'lastDay'>, today: string): Standing {
  if (response) return 'reported';
  if (cancelled) return 'cancelled';
  if (lastDay && lastDay < today) return 'overdue';
  return firstDay && firstDay > today ? 'early' : 'open';
}

/** Today in a time zone (IANA name), as 2026-05-01. */
export function todayIn(timeZone: string, now = new Date()): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}
