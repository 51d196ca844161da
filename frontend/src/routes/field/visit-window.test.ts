import { describe, expect, it } from 'vitest';
import type { FieldAssignment } from '$lib/client/field-assignment';
import { language } from '$lib/ui/language.svelte';
import { windowOf } from './visit-window';

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
    expect(windowOf(given(undefined, '2026-05-10'), new Date('2026-05-09T22:30:00Z')).state).toBe('last');
    expect(windowOf(given(undefined, '2026-05-10'), new Date('2026-05-10T22:30:00Z')).state).toBe('over');
  });
});
