import type { ResponseDetail } from '$lib/client/response-list';
import type { Definition } from '$lib/engine/definition';
import { describe, expect, it } from 'vitest';
import { labelOf } from './paths';
import { type Block, linesOf, reportOf } from './report';

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
    {
      type: 'repeat',
      name: 'people',
      label: { en: 'Member of staff' },
      body: [
        { type: 'text', name: 'who', label: { en: 'Name' } },
        { type: 'repeat', name: 'talks', label: { en: 'Talk' }, body: [{ type: 'image', name: 'scene', label: { en: 'With ${who}, ${greeted}' } }] }
      ]
    },
    { type: 'text', name: 'last' }
  ]
};
const answers = { first: 'a', greeted: 'yes', people: [{ who: 'Ann' }, { who: 'Ben', talks: [{}, { scene: { id: 'x', name: 'desk.jpg' } }] }] };
const attachments = [{ id: 'x', question: 'people[2].talks[2].scene', name: 'desk.jpg', type: 'image/jpeg', size: 1, present: true }];
const timing = { questions: { greeted: 4.2, 'people[2].who': 7 } };
const friendly = { name: 'who', section: '', instances: 2, earned: 3, possible: 4, bonus: 0, failed: false, notApplicable: false, notRelevant: false, unanswered: false };
const detail = { response: { answers, attachments, timing }, definition, score: { questions: [friendly] } } as unknown as ResponseDetail;

const sketch = (blocks: readonly Block[]): unknown[] =>
  blocks.map((block) => (block.kind === 'lines' ? block.lines.map((line) => [line.path, line.answer]) : [block.group.label, ...sketch(block.group.blocks)]));

it('keeps the order of the definition, nests repeats, and leaves out what asks nothing', () =>
  expect(reportOf(detail).map((part) => [part.label, ...sketch(part.blocks)])).toEqual([
    ['', [['first', 'a']]],
    ['Arrival', [['greeted', 'Yes'], ['wait', '']]],
    [
      '',
      [['why', '']],
      [
        'Member of staff',
        ['Member of staff 1', [['people[1].who', 'Ann']], ['Talk']],
        [
          'Member of staff 2',
          [['people[2].who', 'Ben']],
          ['Talk', ['Talk 1', [['people[2].talks[1].scene', '']]], ['Talk 2', [['people[2].talks[2].scene', 'desk.jpg']]]]
        ]
      ],
      [['last', '']]
    ]
  ]));

it('finds the file, the time and what was not asked', () => {
  const lines = new Map(reportOf(detail).flatMap(({ blocks }) => linesOf(blocks).map((line) => [line.path, line])));
  expect(lines.get('people[2].talks[2].scene')?.attachment?.name).toBe('desk.jpg');
  expect(lines.get('people[2].talks[1].scene')?.attachment).toBeUndefined();
  expect([lines.get('greeted')?.seconds, lines.get('people[2].who')?.seconds, lines.get('first')?.seconds]).toEqual([4.2, 7, undefined]);
  expect([lines.get('wait')?.notRelevant, lines.get('last')?.notRelevant]).toEqual([true, false]);
});

it('tells the points of a repeat once, for all instances', () => {
  const repeats = reportOf(detail).flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'repeat' ? [block.group] : [])));
  expect(repeats.map(({ scores }) => scores.map(({ label, score }) => [label, score.earned]))).toEqual([[['Name', 3]]]);
  expect(repeats.flatMap(({ blocks }) => linesOf(blocks)).every(({ score }) => score === undefined)).toBe(true);
});

describe('label', () => {
  it.each([
    { name: 'inside a section', given: 'greeted', want: 'Greeted?' },
    { name: 'unknown', given: 'gone', want: 'gone' },
    { name: 'piped answer', given: 'why', want: 'Why Yes?' },
    { name: 'behind its instances, piped from its own and from outside', given: 'people[2].talks[2].scene', want: 'Member of staff 2 – Talk 2 – With Ben, Yes' },
    { name: 'an instance', given: 'people[2]', want: 'Member of staff 2' }
  ])('$name', ({ given, want }) => expect(labelOf(definition, given, answers)).toBe(want));
  it('marks a piped answer that is absent', () => expect(labelOf(definition, 'why', {})).toBe('Why …?'));
});
