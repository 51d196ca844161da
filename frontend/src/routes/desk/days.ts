import { catalogue, formatDate } from '$lib/ui/language.svelte';

/** Words of spans of days, in texts and forms. */
export const words = catalogue({
  en: {
    days: (first: string, last: string) => `${first} – ${last}`,
    from: (first: string) => `from ${first}`,
    until: (last: string) => `until ${last}`,
    firstDay: 'First day',
    lastDay: 'Last day',
    dayHint: (zone: string) => `Both included, in the time zone ${zone}. Empty is open.`,
    dayOrder: 'The last day lies before the first.'
  },
  de: {
    days: (first: string, last: string) => `${first} – ${last}`,
    from: (first: string) => `ab ${first}`,
    until: (last: string) => `bis ${last}`,
    firstDay: 'Erster Tag',
    lastDay: 'Letzter Tag',
    dayHint: (zone: string) => `Beide eingeschlossen, in der Zeitzone ${zone}. Leer heisst offen.`,
    dayOrder: 'Der letzte Tag liegt vor dem ersten.'
  }
});

/** A day such as 2026-05-01 as people write it; days have no time zone of their own. */
const day = (date: string): string => formatDate(`${date}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });

/** A span of days, both included, as people write it; '' when both ends are open. */
export function daysText({ firstDay, lastDay }: { firstDay?: string; lastDay?: string }): string {
  if (firstDay && firstDay === lastDay) return day(firstDay);
  if (firstDay && lastDay) return words.days(day(firstDay), day(lastDay));
  if (firstDay) return words.from(day(firstDay));
  return lastDay ? words.until(day(lastDay)) : '';
}
