import type { Definition, Question } from '$lib/engine/definition';
import { describe, expect, it } from 'vitest';
import { countQuestions, outline, possibleOf } from './outline';

const note = (name: string): Question => ({ type: 'note', name, label: { fr: name } });
const definition: Definition = {
  id: 'd',
  version: 1,
  kind: 'customer',
  title: { en: 'D' },
  defaultLanguage: 'de',
  choices: { many: [{ name: 'a', points: 3 }, { name: 'b', points: 2 }, { name: 'c', points: -1 }], none: [{ name: 'x' }] },
  body: [{ type: 'start', name: 'began' }, note('one'), note('two'), { type: 'section', name: 's', body: [note('three')] }, note('four')]
};

it('keeps the order, gathering questions between sections', () => {
  expect(outline(definition).map((part) => [part.section?.name, part.questions.map(({ name }) => name)])).toEqual([
    [undefined, ['one', 'two']],
    ['s', ['three']],
    [undefined, ['four']]
  ]);
});

it('counts what is asked, however deep', () => {
  const body: Question[] = [{ type: 'today', name: 'day' }, note('a'), { type: 'section', name: 's', body: [{ type: 'repeat', name: 'r', body: [note('b'), note('c')] }] }];
  expect(countQuestions(body)).toBe(3);
});

describe('possibleOf', () => {
  it.each<{ name: string; question: Question; want: number | undefined }>([
    { name: 'the highest of one choice', question: { type: 'select_one', name: 'q', choices: 'many' }, want: 3 },
    { name: 'the sum of the positive of several', question: { type: 'select_multiple', name: 'q', choices: 'many' }, want: 5 },
    { name: 'choices without points', question: { type: 'select_one', name: 'q', choices: 'none' }, want: undefined },
    { name: 'the highest rule', question: { type: 'integer', name: 'q', points: [{ when: '. < 3', points: 5 }, { points: 0 }] }, want: 5 },
    { name: 'no points at all', question: { type: 'text', name: 'q' }, want: undefined }
  ])('$name', ({ question, want }) => expect(possibleOf(definition, question)).toBe(want));
});
