import { expect, it } from 'vitest';
import { counted, fits, found } from './search';

const shop = { code: '0007', title: 'Garden shop North', address: 'Bahnhofstrasse 7\nZürich', brand: 'Own', tags: ['pilot market'] };
it.each([
  { name: 'nothing asked', given: '', want: true },
  { name: 'words of several members', given: 'ZÜRICH pilot 0007', want: true },
  { name: 'one word that is nowhere', given: 'garden south', want: false },
  { name: 'a word across members', given: '7garden', want: false }
])('$name', ({ given, want }) => expect(fits(shop, given)).toBe(want));

const own = { code: 'a', title: 'A', brand: 'Green', tags: ['city', 'pilot'] };
const other = { code: 'b', title: 'B', brand: 'Red', competitor: true, active: { from: '2026-06-01' } };
const gone = { code: 'c', title: 'C', tags: ['city'], active: { until: '2026-04-30' } };
it.each([
  { name: 'everything', given: {}, want: ['a', 'b', 'c'] },
  { name: 'a tag', given: { tag: 'city' }, want: ['a', 'c'] },
  { name: 'a brand', given: { brand: 'Red' }, want: ['b'] },
  { name: 'own', given: { kind: 'own' }, want: ['a', 'c'] },
  { name: 'competitors', given: { kind: 'competitor' }, want: ['b'] },
  { name: 'active', given: { standing: 'active' }, want: ['a'] },
  { name: 'not active', given: { standing: 'inactive' }, want: ['b', 'c'] },
  { name: 'all at once', given: { tag: 'city', standing: 'active', find: 'a' }, want: ['a'] }
])('finds $name', ({ given, want }) => expect(found([own, other, gone], given, '2026-05-01').map(({ code }) => code)).toEqual(want));

it('counts values, most frequent first', () =>
  expect(counted(['b', 'a', 'b', 'c'])).toEqual([
    { value: 'b', count: 2 },
    { value: 'a', count: 1 },
    { value: 'c', count: 1 }
  ]));
