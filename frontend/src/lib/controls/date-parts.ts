/** A date answered in parts, for dates that nobody looks up in a calendar: a birthday, a month, a year. */
export type DatePart = 'day' | 'month' | 'year';
export type DateParts = Record<DatePart, string>;

/** The parts asked for, in the order in which a language writes them. */
export function partsAsked(asked: readonly DatePart[], locale: string): DatePart[] {
  const order = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'numeric', year: 'numeric', calendar: 'gregory' })
    .formatToParts(0)
    .map(({ type }) => type);
  return [...asked].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

/** What a date answered earlier shows; blank parts when there is none. */
export function splitDate(answer: unknown): DateParts {
  const [, year = '', month = '', day = ''] = typeof answer === 'string' ? (/^(\d{4})-(\d\d)-(\d\d)/.exec(answer) ?? []) : [];
  return { year, month, day: day.replace(/^0/, '') };
}

/**
 * The answer that typed parts make, or undefined while some are missing. Parts not asked for are the first day or month.
 * A day that the month does not have gives a text that is no date, so that the mistake is reported.
 */
export function joinDate(typed: DateParts, asked: readonly DatePart[]): string | undefined {
  const part = (name: DatePart, digits: number) => (asked.includes(name) ? typed[name].trim() : '1').padStart(digits, '0');
  if (asked.some((name) => !/^\d+$/.test(typed[name].trim()))) return undefined;
  if (typed.year.trim().length < 4) return undefined;
  return `${part('year', 4)}-${part('month', 2)}-${part('day', 2)}`;
}

/** The names of the months, January first. */
export function monthNames(locale: string): string[] {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC', calendar: 'gregory' });
  return Array.from({ length: 12 }, (_, month) => format.format(Date.UTC(2024, month, 1)));
}
