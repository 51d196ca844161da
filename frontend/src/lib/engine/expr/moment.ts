/**
 * Dates and times as expressions know them: ISO 8601 strings read and printed in the session's time zone.
 * A wall time is kept as the milliseconds that the same calendar and clock would be in UTC.
 */

export const day = 86_400_000;

/** A date or dateTime as read: its wall time and, unless it is a date only, the instant (milliseconds since 1970, UTC). */
export interface Moment {
  wall: number;
  instant: number;
  dateOnly: boolean;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric'
    });
    formats.set(zone, format);
  }
  return format;
}

/** The wall time of an instant in a zone (an IANA name). */
export function wallOf(instant: number, zone: string): number {
  if (zone === 'UTC') return instant;
  const parts: Record<string, number> = {};
  let sign = 1;
  const whole = Math.floor(instant / 1000) * 1000;
  for (const { type, value } of formatOf(zone).formatToParts(whole)) {
    if (type === 'era') sign = value.startsWith('B') ? -1 : 1;
    else parts[type] = Number(value);
  }
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts;
  return utc(sign > 0 ? year : 1 - year, month, date, hour, minute, second) + (instant - whole);
}

/** The instant of a wall time: skipped times move forward, of repeated ones it is the earlier. */
export function instantOf(wall: number, zone: string): number {
  const offset = (near: number) => wallOf(near, zone) - near;
  const before = offset(wall - day);
  if (offset(wall - before) === before) return wall - before;
  const after = offset(wall + day);
  return offset(wall - after) === after ? wall - after : wall - before;
}

function utc(year: number, month: number, date: number, hour = 0, minute = 0, second = 0): number {
  const moment = new Date(0);
  moment.setUTCFullYear(year, month - 1, date);
  return moment.setUTCHours(hour, minute, second);
}

const strict =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?$/;
const lenient =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?$/;

/** Reads a date or dateTime; undefined when it is none. Unpadded months and days only when asked for. */
export function readMoment(text: string, zone: string, unpadded = false): Moment | undefined {
  const match = (unpadded ? lenient : strict).exec(text);
  if (!match) return undefined;
  const [, year, month, date, hour, minute, second, fraction, offset] = match;
  if (Number(year) < 1 || !isDate(Number(year), Number(month), Number(date))) return undefined;
  const wall = utc(Number(year), Number(month), Number(date));
  if (hour === undefined) return { wall, instant: instantOf(wall, zone), dateOnly: true };
  const time = readTime(hour, minute, second, fraction);
  if (Number.isNaN(time)) return undefined;
  if (offset === undefined) return { wall: wall + time, instant: instantOf(wall + time, zone), dateOnly: false };
  const shift = readOffset(offset);
  const instant = wall + time - shift;
  return Number.isNaN(shift) ? undefined : { wall: wallOf(instant, zone), instant, dateOnly: false };
}

function isDate(year: number, month: number, date: number): boolean {
  return month >= 1 && month <= 12 && date >= 1 && date <= new Date(utc(year, month + 1, 0)).getUTCDate();
}

function readTime(hour = '0', minute = '0', second = '0', fraction = ''): number {
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NaN;
  const thousandths = Number(fraction.slice(0, 3).padEnd(3, '0'));
  return ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + thousandths;
}

function readOffset(text: string): number {
  if (text === 'Z') return 0;
  const time = readTime(text.slice(1, 3), text.slice(4, 6));
  return text.startsWith('-') ? -time : time;
}

/** Wall-clock days since 1970-01-01 of a date or dateTime, the fraction of the day of a time, else NaN. */
export function wallDays(text: string, zone: string): number {
  const moment = readMoment(text, zone);
  return moment ? moment.wall / day : timeOfDay(text, zone);
}

/** Whether a text is a time of the day: HH:MM, with seconds, a fraction, Z or an offset at will. */
export function isTime(text: string): boolean {
  return !Number.isNaN(timeOfDay(text, 'UTC'));
}

/** The fraction of a day of a time such as 06:30:15.5+01:00; NaN when it is none. */
export function timeOfDay(text: string, zone: string): number {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (!match) return NaN;
  const [, hour, minute, second, fraction, offset] = match;
  const time = readTime(hour, minute, second, fraction);
  if (offset === undefined) return time / day;
  const instant = time - readOffset(offset);
  return Number.isNaN(instant) ? NaN : (((wallOf(instant, zone) % day) + day) % day) / day;
}

/** YYYY-MM-DD of a wall time; blank outside the years 0001 to 9999. */
export function printDate(wall: number): string {
  const moment = new Date(wall);
  const year = moment.getUTCFullYear();
  return year >= 1 && year <= 9999 ? moment.toISOString().slice(0, 10) : '';
}

/** An instant as 2026-03-01T11:00:00.000+01:00 in the zone; blank outside the years 0001 to 9999. */
export function printMoment(instant: number, zone: string): string {
  const wall = Number.isFinite(instant) ? wallOf(instant, zone) : NaN;
  if (printDate(wall) === '') return '';
  const minutes = Math.trunc((wall - instant) / 60_000);
  const two = (part: number) => String(part).padStart(2, '0');
  const away = Math.abs(minutes);
  const offset = `${minutes < 0 ? '-' : '+'}${two(Math.trunc(away / 60))}:${two(away % 60)}`;
  return new Date(wall).toISOString().slice(0, 23) + offset;
}
