import { describe, expect, it } from 'vitest';
import type { FieldAssignment } from '$lib/client/field-assignment';
import { language } from '$lib/ui/language.svelte';
import { daysText, hoursAt, hoursText, windowOf, type Windowed } from './visit-window';

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

describe('hoursAt', () => {
  const window = (assignment: Windowed['assignment']): Windowed => ({ assignment, project: { timeZone: 'Europe/Zurich' } });
  // A Sunday, 12:00 in Zurich.
  it.each([
    ['without any limit', {}, 'inside'],
    ['on the days', { firstDay: '2026-05-10', lastDay: '2026-05-10' }, 'inside'],
    ['before the first day', { firstDay: '2026-05-11' }, 'day'],
    ['after the last day', { lastDay: '2026-05-09' }, 'day'],
    ['on a weekday that is asked for', { weekdays: [7] }, 'inside'],
    ['on another weekday', { weekdays: [1, 2, 3, 4, 5, 6] }, 'day'],
    ['on an excluded day', { excludedDays: ['2026-05-10'] }, 'day'],
    ['within the hours, the ends included', { from: '12:00', to: '12:00' }, 'inside'],
    ['too early in the day', { from: '12:01' }, 'time'],
    ['too late in the day', { to: '11:59' }, 'time'],
    ['until midnight', { from: '09:00', to: '24:00' }, 'inside']
  ] as const)('%s', (_name, assignment, want) => {
    expect(hoursAt(window(assignment as Windowed['assignment']), noon)).toBe(want);
  });
  it('takes the day of the project, not of the phone', () => {
    expect(hoursAt(window({ lastDay: '2026-05-09' }), new Date('2026-05-09T22:30:00Z'))).toBe('day');
    expect(hoursAt(window({ lastDay: '2026-05-09' }), new Date('2026-05-09T21:30:00Z'))).toBe('inside');
  });
  it('says days and hours as people do', () => {
    language.show('en');
    expect(daysText([1, 2, 3, 5, 6])).toBe('Mon–Wed, Fri, Sat');
    expect(hoursText(window({ weekdays: [6, 7], from: '10:00', to: '12:00' }))).toBe('Sat, Sun, 10:00 to 12:00');
    expect(hoursText(window({ weekdays: [1, 2, 3, 4, 5, 6, 7] }))).toBe('');
  });
});
