import { compile, type Definition, Session } from '$lib/engine';
import { expect, it } from 'vitest';
import { standingsOf } from './inspection';

const definition: Definition = {
  id: 'd',
  version: 1,
  kind: 'visit',
  title: { en: 'D' },
  defaultLanguage: 'en',
  choices: { list: [{ name: 'a' }, { name: 'b' }] },
  body: [
    { type: 'note', name: 'hello', label: { en: 'Hello' } },
    {
      type: 'section',
      name: 's',
      body: [
        { type: 'integer', name: 'age', required: true },
        { type: 'calculate', name: 'twice', calculation: '${age} * 2' },
        { type: 'text', name: 'why', relevant: '${age} > 5' }
      ]
    },
    { type: 'repeat', name: 'people', body: [{ type: 'select_multiple', name: 'likes', choices: 'list' }] }
  ]
};

it('tells the value, relevance and mistakes of every question in every instance', () => {
  const session = new Session(compile(definition), { now: new Date(0), zone: 'UTC', seed: 1, language: 'en' }, { people: [{ likes: ['a', 'b'] }, {}] });
  const shown = () => standingsOf(session).map(({ path, relevant, value, violations }) => [path, relevant, value, violations.join()]);
  expect(shown()).toEqual([
    ['age', true, '', 'required'],
    ['twice', true, '', ''],
    ['why', false, '', ''],
    ['people', true, '× 2', ''],
    ['people[1].likes', true, '["a","b"]', ''],
    ['people[2].likes', true, '', '']
  ]);
  session.set('age', 6);
  expect(shown().slice(0, 3)).toEqual([
    ['age', true, '6', ''],
    ['twice', true, '12', ''],
    ['why', true, '', '']
  ]);
});
