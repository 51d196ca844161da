import { expect, it } from 'vitest';
import { standingOf } from './standing';

const today = '2026-05-10';
it.each([
  { name: 'no window', given: {}, want: 'open' },
  { name: 'first day today', given: { firstDay: today }, want: 'open' },
  { name: 'first day tomorrow', given: { firstDay: '2026-05-11', lastDay: '2026-05-12' }, want: 'early' },
  { name: 'last day today', given: { lastDay: today }, want: 'open' },
  { name: 'last day yesterday', given: { lastDay: '2026-05-09' }, want: 'overdue' },
  { name: 'called off and over', given: { cancelled: true, lastDay: '2026-05-09' }, want: 'cancelled' },
  { name: 'a report came after it was over', given: { response: 'r', lastDay: '2026-05-09' }, want: 'reported' },
  { name: 'a report came although it was called off', given: { response: 'r', cancelled: true }, want: 'reported' }
])('$name', ({ given, want }) => expect(standingOf(given, today)).toBe(want));
