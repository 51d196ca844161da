import { expect, it } from 'vitest';
import { degreesOf, tagsOf } from './reading';

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
