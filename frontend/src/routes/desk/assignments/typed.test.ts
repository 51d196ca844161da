import type { Assignment } from '$lib/client/assignment';
import { expect, it } from 'vitest';
import { another, assignmentOf, blank, mistakesOf, typedOf } from './typed';

const least: Assignment = { id: '1', person: 'p', location: 'l', wave: 'w', definition: { id: 'visit', version: 12 } };
const most: Assignment = {
  ...least,
  firstDay: '2026-05-01',
  lastDay: '2026-05-01',
  scenario: { en: 'You look.' },
  briefing: { de: 'Nach **fünf**.' },
  fee: { amount: 2550, currency: 'CHF' },
  cancelled: true
};

it.each([
  { name: 'the least', given: least },
  { name: 'everything', given: most },
  { name: 'a fee of nothing', given: { ...least, fee: { amount: 0, currency: 'JPY' } } }
])('gives back what was read into the form: $name', ({ given }) => {
  expect(mistakesOf(typedOf(given))).toEqual(new Set());
  expect(assignmentOf(typedOf(given))).toEqual(given);
});

it('leaves out texts that say nothing', () => {
  expect(assignmentOf({ ...typedOf(least), scenario: { en: ' ', de: '' }, briefing: { en: ' Go. ' } })).toEqual({ ...least, briefing: { en: 'Go.' } });
});

it('plans another with who and where still open', () => {
  expect(another(most, '2')).toEqual({ ...typedOf(most), id: '2', person: '', location: '', cancelled: false });
});

const good = typedOf(least);
it.each([
  { name: 'an empty form', given: blank('1'), want: ['definition', 'location', 'person', 'wave'] },
  { name: 'days the wrong way round', given: { ...good, firstDay: '2026-05-02', lastDay: '2026-05-01' }, want: ['days'] },
  { name: 'half a window', given: { ...good, lastDay: '2026-05-01' }, want: [] },
  { name: 'an amount that is none', given: { ...good, amount: 'some' }, want: ['amount'] },
  { name: 'a currency that is none', given: { ...good, amount: '25', currency: 'Fr.' }, want: ['currency'] },
  { name: 'a currency without an amount', given: { ...good, currency: '' }, want: [] }
])('mistakes: $name', ({ given, want }) => expect([...mistakesOf(given)].sort()).toEqual(want));
