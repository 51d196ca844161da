import { describe, expect, it } from 'vitest';
import type { ResponseDetail } from '$lib/client/response-list';
import type { Definition } from '$lib/engine/definition';
import { answerText, labelOf, partsOf, plain } from './answers';

const definition: Definition = {
  id: 'visit',
  version: 1,
  kind: 'mystery',
  title: { en: 'Visit' },
  defaultLanguage: 'en',
  choices: { yes_no: [{ name: 'yes', label: { en: 'Yes' } }, { name: 'no', label: { en: 'No' } }] },
  body: [
    { type: 'start', name: 'started' },
    { type: 'text', name: 'first', label: { en: 'First **words**\nand more' } },
    {
      type: 'section',
      name: 'arrival',
      label: { en: 'Arrival' },
      body: [
        { type: 'select_one', name: 'greeted', choices: 'yes_no', label: { en: 'Greeted?' } },
        { type: 'integer', name: 'wait', label: { en: 'Wait' }, relevant: "${greeted} = 'no'" },
        { type: 'note', name: 'thanks', label: { en: 'Thanks' } }
      ]
    },
    { type: 'text', name: 'why', label: { en: 'Why ${greeted}?' }, relevant: "${greeted} = 'no'" },
    { type: 'text', name: 'last' }
  ]
};

describe('answer', () => {
  const vectors: { name: string; question: Parameters<typeof answerText>[1]; given: unknown; want: string }[] = [
    { name: 'choice', question: { type: 'select_one', name: 'q', choices: 'yes_no' }, given: 'yes', want: 'Yes' },
    { name: 'choice that is gone', question: { type: 'select_one', name: 'q', choices: 'yes_no' }, given: 'maybe', want: 'maybe' },
    { name: 'several', question: { type: 'select_multiple', name: 'q', choices: 'yes_no' }, given: ['no', 'yes'], want: 'No, Yes' },
    { name: 'number', question: { type: 'decimal', name: 'q' }, given: 0.25, want: '0.25' },
    { name: 'zero is an answer', question: { type: 'integer', name: 'q' }, given: 0, want: '0' },
    { name: 'day, whatever the time zone', question: { type: 'date', name: 'q' }, given: '2026-03-01', want: '1 Mar 2026' },
    { name: 'position', question: { type: 'geopoint', name: 'q' }, given: { lat: 46.9, lon: 7.4, accuracy: 11.6 }, want: '46.90000, 7.40000 (within 12 m)' },
    { name: 'photo', question: { type: 'image', name: 'q' }, given: { id: 'x', name: 'queue.jpg' }, want: 'queue.jpg' },
    { name: 'blank', question: { type: 'text', name: 'q' }, given: '', want: '' },
    { name: 'absent', question: { type: 'text', name: 'q' }, given: undefined, want: '' }
  ];
  it.each(vectors)('$name', ({ question, given, want }) => expect(answerText(definition, question, given)).toBe(want));
});

it('keeps the order of the definition and leaves out what asks nothing', () => {
  const detail = { response: { answers: { first: 'a', greeted: 'yes' } }, definition, score: null } as unknown as ResponseDetail;
  expect(partsOf(detail).map((part) => [part.label, part.lines.map((line) => [line.name, line.answer, line.notRelevant])])).toEqual([
    ['', [['first', 'a', false]]],
    ['Arrival', [['greeted', 'Yes', false], ['wait', '', true]]],
    ['', [['why', '', true], ['last', '', false]]]
  ]);
});

it('takes the first line of a label without marks', () => expect(plain('How *was* it, snake_case?\nHint')).toBe('How was it, snake_case?'));
describe('label', () => {
  const vectors = [
    { name: 'inside a section', given: 'greeted', want: 'Greeted?' },
    { name: 'unknown', given: 'gone', want: 'gone' },
    { name: 'piped answer', given: 'why', want: 'Why No?' }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(labelOf(definition, given, { greeted: 'no' })).toBe(want));
  it('marks a piped answer that is absent', () => expect(labelOf(definition, 'why', {})).toBe('Why …?'));
});
