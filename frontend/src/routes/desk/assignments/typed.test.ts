import type { Assignment } from '$lib/client/assignment';
import { expect, it } from 'vitest';
import { another, assignmentOf, blank, mistakesOf, typedOf } from './typed';

const least: Assignment = { id: '1', person: 'p', location: 'l', wave: 'w', definition: { id: 'visit', version: 12 }, state: 'offered' };
const most: Assignment = {
  ...least,
  arm: 'test',
  firstDay: '2026-05-01',
  lastDay: '2026-05-01',
  scenario: { en: 'You look.' },
  fee: { amount: 2550, currency: 'CHF' }
};

it.each([
  { name: 'the least', given: least },
  { name: 'everything', given: most },
  { name: 'accepted', given: { ...least, state: 'accepted' } },
  { name: 'called off', given: { ...most, state: 'cancelled' } },
  { name: 'on the board', given: { ...least, person: '', board: 'first' } },
  { name: 'taken off the board', given: { ...least, board: 'apply', state: 'accepted' } },
  { name: 'nobody yet', given: { ...least, person: '', state: 'planned' } },
  { name: 'a visit of an account', given: { ...least, location: '', account: 'acme', contact: 'meier' } }
] as { name: string; given: Assignment }[])('gives back what was read into the form: $name', ({ given }) => expect(assignmentOf(typedOf(given), given)).toEqual(given));

it('offers to another person what one had accepted', () => {
  const before: Assignment = { ...least, state: 'accepted' };
  expect(assignmentOf({ ...typedOf(before), person: 'q' }, before)).toEqual({ ...least, person: 'q' });
});

it('offers what somebody is found for', () => {
  const before: Assignment = { ...least, person: '', state: 'planned' };
  expect(assignmentOf({ ...typedOf(before), finding: 'person', person: 'q' }, before)).toEqual({ ...least, person: 'q' });
});

it('plans another with who and where still open', () => expect(another(most, '2')).toEqual({ ...typedOf(most), id: '2', person: '', location: '' }));

const good = typedOf(least);
it.each([
  { name: 'an empty form', given: blank('1'), want: ['definition', 'location', 'person', 'wave'] },
  { name: 'nobody, for later', given: { ...good, finding: 'later', person: '' }, want: [] },
  { name: 'days the wrong way round', given: { ...good, days: { ...good.days, firstDay: '2026-05-02', lastDay: '2026-05-01' } }, want: ['days'] },
  { name: 'an amount that is none', given: { ...good, content: { ...good.content, amount: 'some' } }, want: ['amount'] }
] as const)('mistakes: $name', ({ given, want }) => expect([...mistakesOf(given)].sort()).toEqual(want));
