import { expect, test } from 'vitest';
import { functions } from './expr/functions';
import { compile, type Definition, prepare, type Question } from './index';

function definition(...body: Question[]): Definition {
  return { id: 'd', version: 1, kind: 'mystery', title: {}, defaultLanguage: 'en', body };
}

const text: Question = { type: 'text', name: 'a', label: { en: 'today() and/or [this](https://example.org)' } };

test('only what the expressions ask for is fetched', async () => {
  await prepare(definition({ ...text, constraint: "selected(., 'today() [/] ..') and . != \"round(1)\"" }));
  expect(['today', 'round', 'count', 'regex'].filter((name) => name in functions)).toEqual([]);
  const section: Question = { type: 'section', name: 's', body: [{ ...text, default: { expression: 'round(1.5)' }, relevant: '../b = 1' }] };
  const asked = definition(section, { type: 'integer', name: 'b', constraint: "regex(string(.), '[0-9]')" });
  await expect(async () => compile(asked)).rejects.toThrow('round');
  await prepare(asked);
  expect(['today', 'round', 'count', 'regex'].filter((name) => name in functions)).toEqual(['round', 'count', 'regex']);
  expect(() => compile(definition({ ...section, body: [{ ...text, relevant: '../../b = 1' }] }, { type: 'integer', name: 'b' }))).not.toThrow();
});
