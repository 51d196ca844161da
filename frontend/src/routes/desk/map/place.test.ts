import { expect, it } from 'vitest';
import { metresBetween, placesOf, toneOf } from './place';

it.each([
  { name: 'the same place', given: [{ lat: 47, lon: 8 }, { lat: 47, lon: 8 }], want: 0 },
  { name: 'a degree of latitude', given: [{ lat: 0, lon: 0 }, { lat: 1, lon: 0 }], want: 111_195 },
  { name: 'across the date line', given: [{ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }], want: 111_195 },
  { name: 'pole to pole', given: [{ lat: 90, lon: 0 }, { lat: -90, lon: 77 }], want: 20_015_114 }
] as const)('metres: $name', ({ given: [a, b], want }) => expect(Math.round(metresBetween(a, b))).toBe(want));

it('leaves out what has no position', () => {
  const items = [{ code: 'a', position: { lat: 1, lon: 2, accuracy: 3 } }, { code: 'b' }];
  expect(placesOf(items, ({ code }) => ({ id: code, label: code }))).toEqual([{ id: 'a', label: 'a', lat: 1, lon: 2 }]);
});

it.each([
  { given: 'danger', want: 'danger' },
  { given: 'purple', want: 'neutral' },
  { given: undefined, want: 'neutral' }
])('tone of $given', ({ given, want }) => expect(toneOf(given === undefined ? {} : { tone: given })).toBe(want));
