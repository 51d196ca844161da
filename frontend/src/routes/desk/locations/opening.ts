import type { OpeningHours } from '$lib/client/location';
import { weekdaysText } from '../weekdays';

/** A row of the form: days and two times of day. */
export interface OpeningRow {
  days: number[];
  from: string;
  to: string;
}

/** The latest time of day as the API has it, for browsers whose time fields end before it. */
const endOfDay = '24:00';

/** Times fields know no 24:00: it is shown as midnight, which no place opens until otherwise. */
export const rowsOf = (hours: readonly OpeningHours[] = []): OpeningRow[] =>
  hours.map(({ days, from, to }) => ({ days: [...days], from, to: to === endOfDay ? '00:00' : to }));

/** What the rows say; rows without anything are left out. */
export const hoursOf = (rows: readonly OpeningRow[]): OpeningHours[] =>
  rows
    .filter(({ days, from, to }) => days.length > 0 || from !== '' || to !== '')
    .map(({ days, from, to }) => ({ days, from, to: to === '00:00' ? endOfDay : to }));

/** What is wrong with a row: days missing, a time missing, or the end not after the beginning. */
export function mistakeOf(row: OpeningRow): 'days' | 'times' | 'order' | undefined {
  const [hours] = hoursOf([row]);
  if (!hours) return undefined;
  if (hours.days.length === 0) return 'days';
  if (hours.from === '' || row.to === '') return 'times';
  return hours.to <= hours.from ? 'order' : undefined;
}

/** Opening hours as people write them, for example "Mon–Fri 09:00–18:30". */
export const hoursText = (hours: readonly OpeningHours[] = []): string =>
  hours.map(({ days, from, to }) => `${weekdaysText(days)} ${from}–${to}`).join('; ');
