/** Functions of dates and times; strings in ISO 8601, numbers in days since 1970-01-01. */
import { type Context, type Rule, type Rules, rule } from './eval';
import { day, instantOf, printDate, printMoment, readMoment, timeOfDay, wallOf } from './moment';
import { toText, type Value } from './value';

/** Wall time in milliseconds of a date, dateTime or number of days; NaN for anything else. */
function wallTime(value: Value, zone: string, unpadded = false): number {
  if (typeof value === 'number') {
    const wall = Math.floor(value * day + 0.5);
    return printDate(wall) === '' ? NaN : wall;
  }
  return typeof value === 'boolean' ? NaN : (readMoment(toText(value), zone, unpadded)?.wall ?? NaN);
}

/** Also of a time of the day, as that of 1970-01-01. */
function wallTimeOrClock(value: Value, zone: string): number {
  const wall = wallTime(value, zone);
  return Number.isNaN(wall) ? Math.floor(timeOfDay(toText(value), zone) * day + 0.5) : wall;
}

function dateTime(value: Value, zone: string): string {
  const wall = wallTime(value, zone, true);
  if (Number.isNaN(wall)) return '';
  return printMoment(typeof value === 'number' ? instantOf(wall, zone) : (readMoment(toText(value), zone, true)?.instant ?? NaN), zone);
}

function decimalDateTime(value: Value, zone: string): number {
  if (typeof value === 'number') return value;
  return typeof value === 'boolean' ? NaN : (readMoment(toText(value), zone)?.wall ?? NaN) / day;
}

const names = {
  en: ['Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec', 'Sun Mon Tue Wed Thu Fri Sat'],
  de: ['Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez', 'So Mo Di Mi Do Fr Sa']
} as const;

function format(wall: number, pattern: string, known: string, language: string): string {
  if (printDate(wall) === '') return '';
  const moment = new Date(wall);
  const [months, days] = language === 'de' || language.startsWith('de-') ? names.de : names.en;
  const iso = moment.toISOString();
  const parts: Record<string, string | undefined> = {
    Y: iso.slice(0, 4),
    y: iso.slice(2, 4),
    m: iso.slice(5, 7),
    n: String(moment.getUTCMonth() + 1),
    b: months.split(' ')[moment.getUTCMonth()],
    d: iso.slice(8, 10),
    e: String(moment.getUTCDate()),
    a: days.split(' ')[moment.getUTCDay()],
    H: iso.slice(11, 13),
    h: String(moment.getUTCHours()),
    M: iso.slice(14, 16),
    S: iso.slice(17, 19),
    '3': iso.slice(20, 23)
  };
  return pattern.replace(new RegExp(`%([${known}])`, 'g'), (all, letter: string) => parts[letter] ?? all);
}

function formatter(known: string): Rule {
  return rule(2, 2, ([value = '', pattern = ''], { zone, language }) =>
    format(known.includes('H') ? wallTimeOrClock(value, zone) : wallTime(value, zone), toText(pattern), known, language)
  );
}

export const timeFunctions: Rules = {
  today: rule(0, 0, (_, { now, zone }: Context) => printDate(wallOf(now, zone))),
  now: rule(0, 0, (_, { now, zone }) => printMoment(now, zone)),
  date: rule(1, 1, ([value = ''], { zone }) =>
    printDate(typeof value === 'number' ? Math.floor(value) * day : wallTime(value, zone, true))
  ),
  'date-time': rule(1, 1, ([value = ''], { zone }) => dateTime(value, zone)),
  'decimal-date-time': rule(1, 1, ([value = ''], { zone }) => decimalDateTime(value, zone)),
  'decimal-time': rule(1, 1, ([value = ''], { zone }) => timeOfDay(toText(value), zone)),
  'format-date': formatter('Yymnbdea'),
  'format-date-time': formatter('YymnbdeaHhMS3')
};
