import { expect, it } from 'vitest';
import { toneOfProgress } from './labels';
import { placesOfProgress } from './places';

const row = { wave: 'spring', location: 'a', title: 'A', target: 2, planned: 3, done: 1, counts: { overdue: 0, atRisk: 1 }, lastDay: '2026-05-01' };

it('puts the waves of a location together, those with trouble first', () => {
  const places = placesOfProgress([
    { ...row, location: 'z', title: 'Z', counts: {} },
    row,
    { ...row, wave: 'autumn', counts: { overdue: 2 }, lastDay: '2026-10-01', done: 3 },
    { ...row, location: 'b', title: 'B' }
  ]);
  expect(places.map(({ location }) => location)).toEqual(['a', 'b', 'z']);
  expect(places[0]).toMatchObject({ planned: 6, done: 4, target: 4, counts: { overdue: 2, atRisk: 1 }, lastDay: '2026-10-01' });
  expect([...(places[0]?.waves.keys() ?? [])]).toEqual(['spring', 'autumn']);
});

const fine = { planned: 2, done: 1, target: 0, counts: {} };
it.each([
  { name: 'something late', given: { ...fine, counts: { overdue: 1, atRisk: 1 } }, want: 'danger' },
  { name: 'a risk', given: { ...fine, counts: { atRisk: 1 } }, want: 'warning' },
  { name: 'under way', given: fine, want: 'accent' },
  { name: 'done', given: { ...fine, done: 2 }, want: 'done' },
  { name: 'all planned are done, but more are wanted', given: { ...fine, done: 2, target: 3 }, want: 'accent' },
  { name: 'nothing planned', given: { ...fine, planned: 0, done: 0 }, want: 'neutral' }
])('on the map: $name', ({ given, want }) => expect(toneOfProgress(given)).toBe(want));
