import { expect, it } from 'vitest';
import { hoursOf, hoursText, mistakeOf, rowsOf } from './opening';

const week = { days: [1, 2, 3, 4, 5], from: '09:00', to: '18:30' };
const late = { days: [6], from: '20:00', to: '24:00' };

it('gives back what was read into rows', () => expect(hoursOf(rowsOf([week, late]))).toEqual([week, late]));
it('leaves out rows that say nothing', () => expect(hoursOf([{ days: [], from: '', to: '' }])).toEqual([]));
it('says them as people do', () => expect(hoursText([week, late])).toBe('Mon–Fri 09:00–18:30; Sat 20:00–24:00'));

it.each([
  { name: 'nothing yet', given: { days: [], from: '', to: '' }, want: undefined },
  { name: 'whole', given: { ...week }, want: undefined },
  { name: 'until midnight', given: { ...week, to: '00:00' }, want: undefined },
  { name: 'no days', given: { ...week, days: [] }, want: 'days' },
  { name: 'no end', given: { ...week, to: '' }, want: 'times' },
  { name: 'ends before it begins', given: { ...week, to: '08:00' }, want: 'order' }
])('mistake: $name', ({ given, want }) => expect(mistakeOf(given)).toBe(want));
