import { expect, it } from 'vitest';
import { armMistake, armRowsOf, armsOf, targetMistake, targetRowsOf, targetsOf } from './typed';

const arms = [
  { name: 'test', title: { en: 'New till' }, locations: ['0007', '0008'], tags: ['pilot'] },
  { name: 'control', tags: ['city'] }
];
it('gives back the arms that were read into rows', () => expect(armsOf(armRowsOf(arms))).toEqual(arms));

const targets = [
  { definition: 'store-visit', count: 2 },
  { definition: 'store-visit', count: 30, tag: 'city' },
  { definition: 'call', count: 1, location: '0007' }
];
it('gives back the targets that were read into rows', () => expect(targetsOf(targetRowsOf(targets))).toEqual(targets));

const known = new Set(['0007']);
const test = { name: 'test', tags: 'pilot', locations: '' };
it.each([
  { name: 'sound', given: [test], at: 0, want: undefined },
  { name: 'a name with blanks', given: [{ ...test, name: 'Test market' }], at: 0, want: 'name' },
  { name: 'a second of that name', given: [test, test], at: 1, want: 'twice' },
  { name: 'nobody in it', given: [{ ...test, tags: ' ' }], at: 0, want: 'nobody' },
  { name: 'an unknown location', given: [{ ...test, locations: '0007, 9' }], at: 0, want: 'location' }
])('arm: $name', ({ given, at, want }) => expect(armMistake(given, at, known)).toBe(want));

const each = { definition: 'store-visit', count: '2', scope: 'each', of: '' } as const;
it.each([
  { name: 'sound', given: each, want: undefined },
  { name: 'no definition', given: { ...each, definition: '' }, want: 'definition' },
  { name: 'none wanted', given: { ...each, count: '0' }, want: 'count' },
  { name: 'no tag', given: { ...each, scope: 'tag', of: ' ' }, want: 'of' },
  { name: 'an unknown location', given: { ...each, scope: 'location', of: '9' }, want: 'of' },
  { name: 'a known location', given: { ...each, scope: 'location', of: '0007' }, want: undefined }
] as const)('target: $name', ({ given, want }) => expect(targetMistake(given, known)).toBe(want));
