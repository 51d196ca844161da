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
