import type { FieldAssignment } from '$lib/client/field-assignment';
import { formatDate } from '$lib/ui/language.svelte';
import { todayIn } from '$lib/ui/today';
import { t } from './messages';

/** A day as people say it; days have no time zone of their own. */
const day = (date: string) => formatDate(`${date}T12:00:00Z`, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

export interface VisitWindow {
  text: string;
  /** over: the last day has passed; last: it is today. */
  state: 'open' | 'early' | 'last' | 'over';
}

/** When the visit may take place, seen from now. */
export function windowOf({ assignment, project }: FieldAssignment, now = new Date()): VisitWindow {
  const { firstDay, lastDay } = assignment;
  const today = todayIn(project.timeZone, now);
  if (lastDay && lastDay < today) return { text: t.over(day(lastDay)), state: 'over' };
  if (firstDay && firstDay > today) return { text: lastDay ? t.between(day(firstDay), day(lastDay)) : t.from(day(firstDay)), state: 'early' };
  if (lastDay === today) return { text: t.today, state: 'last' };
  return { text: lastDay ? t.until(day(lastDay)) : t.anyTime, state: 'open' };
}
