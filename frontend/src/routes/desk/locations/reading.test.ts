import { expect, it } from 'vitest';
import { degreesOf, locationOf, metresOf, tagsOf, typedOf } from './reading';

it.each([
  { name: 'point', given: ['47.3769', 90], want: 47.3769 },
  { name: 'comma', given: ['8,5417', 180], want: 8.5417 },
  { name: 'true minus', given: ['−33.9', 90], want: -33.9 },
  { name: 'the pole', given: [' 90 ', 90], want: 90 },
  { name: 'beyond the pole', given: ['90.01', 90], want: undefined },
  { name: 'zero', given: ['0', 90], want: 0 },
  { name: 'minutes', given: ['47°22', 90], want: undefined },
  { name: 'both at once', given: ['47.3, 8.5', 90], want: undefined },
  { name: 'nothing', given: ['', 90], want: undefined }
] as const)('degrees: $name', ({ given: [text, most], want }) => expect(degreesOf(text, most)).toBe(want));

it.each([
  { name: 'trimmed, each once', given: ' city, pilot market,city ', want: ['city', 'pilot market'] },
  { name: 'other separators', given: 'a;b\nc', want: ['a', 'b', 'c'] },
  { name: 'nothing', given: ' , ', want: [] }
])('tags: $name', ({ given, want }) => expect(tagsOf(given)).toEqual(want));

it.each([
  { given: ' 150 ', want: 150 },
  { given: '0', want: undefined },
  { given: '100001', want: undefined },
  { given: '1.5', want: undefined }
])('metres: "$given"', ({ given, want }) => expect(metresOf(given)).toBe(want));

const most = {
  code: '0007',
  title: 'Garden shop North',
  address: 'Bahnhofstrasse 7',
  position: { lat: 47.3769, lon: 8.5417, accuracy: 5 },
  brand: 'Green',
  competitor: true,
  tags: ['city', 'pilot'],
  active: { from: '2026-05-01', until: '2026-05-31' },
  openingHours: [{ days: [1, 2], from: '09:00', to: '24:00' }],
  contact: 'Ms Meier',
  note: 'Back entrance',
  radius: 300
};
it.each([
  { name: 'the least', given: { code: 'a', title: 'A' } },
  { name: 'everything', given: most },
  { name: 'half a span of days', given: { code: 'a', title: 'A', active: { until: '2026-05-31' } } }
])('gives back what was read into the form: $name', ({ given }) => expect(locationOf(typedOf(given), given.code, given)).toEqual(given));

it('forgets how exact a position was when the place moves', () =>
  expect(locationOf({ ...typedOf(most), lat: '47.4' }, most.code, most).position).toEqual({ lat: 47.4, lon: 8.5417 }));
