import { expect, it } from 'vitest';
import type { Wave } from '$lib/client/wave';
import { chosenArms } from './arms';

const wave = (name: string, kind: Wave['kind'], ...arms: string[]): Wave => ({ name, kind, title: {}, order: 0, arms: arms.map((arm) => ({ name: arm })) });
const none = { baseline: null, followUp: null, test: null, control: null };
const known = [wave('before', 'baseline', 'test', 'control'), wave('pilot', 'pilot', 'control', 'test', 'half'), wave('after', 'followUp')];

const vectors: { name: string; given: Wave[]; asked?: Partial<typeof none> | Record<string, string>; want: string[] | undefined }[] = [
  { name: 'the last wave with arms against the baseline', given: known, want: ['before', 'pilot', 'test', 'control'] },
  { name: 'arms asked for', given: known, asked: { test: 'half', control: 'test' }, want: ['before', 'pilot', 'half', 'test'] },
  { name: 'the usual arms exchanged', given: known, asked: { test: 'control', control: 'test' }, want: ['before', 'pilot', 'control', 'test'] },
  { name: 'another follow-up', given: known, asked: { followUp: 'before' }, want: ['pilot', 'before', 'test', 'control'] },
  { name: 'names of its own', given: [wave('a', 'baseline'), wave('b', 'followUp', 'north', 'south')], want: ['a', 'b', 'north', 'south'] },
  { name: 'arms that are gone', given: known, asked: { test: 'gone' }, want: ['before', 'pilot', 'test', 'control'] },
  { name: 'one arm', given: [wave('a', 'baseline'), wave('b', 'pilot', 'test')], want: undefined },
  { name: 'one wave', given: [wave('b', 'pilot', 'test', 'control')], want: undefined },
  { name: 'no waves', given: [], want: undefined }
];

it.each(vectors)('$name', ({ given, asked, want }) => {
  const chosen = chosenArms(given, { ...none, ...asked });
  expect(chosen && [chosen.baseline.name, chosen.followUp.name, chosen.test.name, chosen.control.name]).toEqual(want);
});
