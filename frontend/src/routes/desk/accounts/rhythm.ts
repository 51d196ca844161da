import type { Account, AccountStanding, Due, Responsible } from '$lib/client/account';
import { formatDate, formatNumber } from '$lib/ui/language.svelte';
import { t } from './messages';

export const dueName = (due: Due): string => ({ overdue: t.overdue, upcoming: t.upcoming, later: t.later, none: t.noneDue })[due];

export const dueTone = (due: Due): 'danger' | 'warning' | 'neutral' => (due === 'overdue' ? 'danger' : due === 'upcoming' ? 'warning' : 'neutral');

/** Where an account stands, in a few words. */
export const standingText = ({ due, overdueDays, closed }: Pick<AccountStanding, 'due' | 'overdueDays' | 'closed'>): string =>
  closed ? t.closed : due === 'overdue' ? t.overdueSince(overdueDays ?? 0) : dueName(due);

/** A day such as 2026-05-01, in words. */
export const dayText = (day: string): string => formatDate(`${day}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });

export const windowText = ({ firstDay, lastDay }: { firstDay?: string; lastDay?: string }): string =>
  [...new Set([firstDay, lastDay])].filter((day) => day !== undefined && day !== '').map((day) => dayText(day ?? '')).join(' – ');

/** Who keeps contact, each person once with their departments; departments alone for those who see no people. */
export function responsibleNames(responsible: readonly Responsible[]): string[] {
  const byPerson = new Map<string, { name: string; departments: string[] }>();
  for (const { person, name, department } of responsible) {
    const kept = byPerson.get(person) ?? { name: name ?? '', departments: [] };
    if (department) kept.departments.push(department);
    byPerson.set(person, kept);
  }
  return [...byPerson.values()].map(({ name, departments }) => {
    const list = departments.join(', ');
    return name && list ? `${name} (${list})` : name || list;
  });
}

const later = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** How long a visit's window is, both days included. */
const windowDays = 14;

/** The window offered for the next visit: the two weeks up to the day it is due, or from today when that is near or past. */
export function nextWindow({ nextDue }: Pick<AccountStanding, 'nextDue'>, today: string): { firstDay: string; lastDay: string } {
  const firstDay = nextDue ? later(nextDue, 1 - windowDays) : today;
  return firstDay > today ? { firstDay, lastDay: nextDue ?? firstDay } : { firstDay: today, lastDay: later(today, windowDays - 1) };
}

/** Accounts whose title, code, segment or contacts hold every word of the text. */
export function fitting<Row extends Pick<Account, 'title' | 'code' | 'segment' | 'contacts'>>(rows: readonly Row[], text: string): Row[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ title, code, segment, contacts }) => {
    const whole = [title, code, segment ?? '', ...contacts.map(({ name }) => name)].join(' ').toLocaleLowerCase();
    return words.every((word) => whole.includes(word));
  });
}

/** Whole days from 0 to 3650; undefined for anything else. */
export function rhythmOf(text: string): number | undefined {
  const days = /^\s*\d{1,4}\s*$/.test(text) ? Number(text) : undefined;
  return days !== undefined && days <= 3650 ? days : undefined;
}

export const scoreText = (score: number): string => t.score(formatNumber(score, { maximumFractionDigits: 0 }));
