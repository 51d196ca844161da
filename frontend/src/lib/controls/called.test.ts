import { describe, expect, it } from 'vitest';
import { compile, type Definition, Session } from '$lib/engine';
import { calledAt } from './called';
import { titleOf } from './instance';

const definition: Definition = {
  id: 'd',
  version: 1,
  kind: 'mystery',
  title: { en: 'D' },
  defaultLanguage: 'en',
  choices: { role: [{ name: 'chef', label: { en: 'Head of the shop' } }] },
  body: [
    { type: 'text', name: 'remark', label: { en: 'Remark' } },
    {
      type: 'repeat',
      name: 'people',
      label: { en: 'Staff' },
      body: [
        { type: 'integer', name: 'age', label: { en: 'Age' } },
        {
          type: 'section',
          name: 'who',
          body: [
            { type: 'select_one', name: 'role', choices: 'role', label: { en: 'Role' } },
            { type: 'text', name: 'name', label: { en: 'Name' } }
          ]
        },
        { type: 'repeat', name: 'visits', body: [{ type: 'text', name: 'note' }] }
      ]
    }
  ]
};

const open = (people: Record<string, unknown>[]) =>
  new Session(compile(definition), { now: new Date(0), zone: 'UTC', seed: 1, language: 'en', resumed: true }, { people });

describe('what a question is called', () => {
  const session = open([{ age: 30 }, { visits: [{ note: 'x' }] }]);
  for (const [given, want] of [
    ['remark', 'Remark'],
    ['people[1].age', 'Staff 1 – Age'],
    ['people', 'Staff'],
    ['people[2].visits[1].note', 'Staff 2 – visits 1 – note']
  ] as const) {
    it(given, () => expect(calledAt(session, given)).toBe(want));
  }
});

describe('what an instance is called', () => {
  for (const { name, given, want } of [
    { name: 'nothing before there is an answer in words', given: { age: 30 }, want: '' },
    { name: 'its first text, also in a section', given: { age: 30, name: 'Anna' }, want: 'Anna' },
    { name: 'the words of a choice', given: { role: 'chef', name: 'Anna' }, want: 'Head of the shop' },
    { name: 'not what lies in its own repeats', given: { visits: [{ note: 'x' }] }, want: '' }
  ]) {
    it(name, () => {
      const session = open([given]);
      expect(titleOf(definition.body[1]?.body ?? [], (question) => session.state(`people[1].${question}`))).toBe(want);
    });
  }
});
