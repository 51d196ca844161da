import { describe, expect, it } from 'vitest';
import type { FieldAssignment } from '$lib/client/field-assignment';
import { language } from '$lib/ui/language.svelte';
import { money, todayIn, windowOf } from './visit-window';

const given = (firstDay?: string, lastDay?: string) =>
  ({ assignment: { firstDay, lastDay }, project: { timeZone: 'Europe/Zurich' } }) as unknown as FieldAssignment;
const noon = new Date('2026-05-10T10:00:00Z');

describe('windowOf', () => {
  it.each([
    [undefined, undefined, 'open', 'No fixed date'],
    ['2026-05-01', '2026-05-20', 'open', 'until Wed 20 May'],
    ['2026-05-12', '2026-05-20', 'early', 'Tue 12 May to Wed 20 May'],
    ['2026-05-12', undefined, 'early', 'from Tue 12 May'],
    ['2026-05-01', '2026-05-10', 'last', 'last day today'],
    ['2026-05-01', '2026-05-09', 'over', 'Window ended Sat 9 May']
  ])('from %s to %s is %s', (first, last, state, text) => {
    language.show('en');
    expect(windowOf(given(first, last), noon)).toEqual({ state, text: expect.stringMatching(new RegExp(`^${text.replaceAll(' ', ',? ')}$`)) });
  });

  it('takes the day of the project, not of the phone', () => {
    expect(todayIn('Pacific/Auckland', new Date('2026-05-10T23:00:00Z'))).toBe('2026-05-11');
    expect(todayIn('America/Los_Angeles', new Date('2026-05-10T01:00:00Z'))).toBe('2026-05-09');
  });
});

it('writes fees in the currency’s own decimals', () => {
  language.show('en');
  expect(money({ amount: 2550, currency: 'CHF' })).toMatch(/25\.50/);
  expect(money({ amount: 2550, currency: 'JPY' })).toMatch(/2,550/);
});
