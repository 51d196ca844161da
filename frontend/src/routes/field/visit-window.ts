import type { FieldAssignment } from '$lib/client/field-assignment';
import { formatDate, formatNumber } from '$lib/ui/language.svelte';
import { t } from './messages';

/** A day as people say it; days have no time zone of their own. */
const day = (date: string) => formatDate(`${date}T12:00:00Z`, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Today in a time zone, as 2026-05-01. */
export function todayIn(timeZone: string, now = new Date()): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

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

/** A fee in its currency's own number of decimals. */
export function money(fee: { amount: number; currency: string }): string {
  const style = { style: 'currency', currency: fee.currency } as const;
  const digits = new Intl.NumberFormat('en', style).resolvedOptions().maximumFractionDigits ?? 2;
  return formatNumber(fee.amount / 10 ** digits, style);
}
