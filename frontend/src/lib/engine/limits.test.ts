/** Huge answers are taken or kept aside in time; the Go twin is api/form/limits_test.go. */
import { expect, test } from 'vitest';
import { compile, type Question, Session } from './index';
import { prepareAll } from './prepare';

await prepareAll();

const names = Array.from({ length: 100_000 }, (_, index) => `c${index}`);

function session(body: readonly Question[]): Session {
  const choices = { list: names.map((name, index) => ({ name, columns: { group: `g${index % 1000}` } })) };
  const form = compile({ id: 'limits', version: 1, kind: 'quiz', title: {}, defaultLanguage: 'en', choices, body });
  return new Session(form, { now: new Date(0), zone: 'Europe/Zurich', seed: 1, language: 'en' });
}

test('a hundred thousand choices', () => {
  const asked = session([
    { type: 'text', name: 'group' },
    { type: 'select_one', name: 'one', choices: 'list', choiceFilter: 'group = ${group}' },
    { type: 'select_multiple', name: 'many', choices: 'list' },
    { type: 'rank', name: 'rank', choices: 'list', parameters: { randomize: true } }
  ]);
  asked.set('group', 'g7');
  asked.set('one', 'c99007');
  asked.set('many', names);
  asked.set('rank', names);
  expect(asked.violations()).toEqual([]);
  asked.set('group', 'g8');
  asked.set('many', [...names, 'x']);
  asked.set('rank', names.slice(1));
  expect(asked.violations().map(({ code }) => code)).toEqual(['choice', 'choice', 'choice']);
}, 20_000);

const types = ['text', 'integer', 'range', 'date', 'time', 'dateTime', 'geopoint', 'geotrace', 'geoshape', 'image', 'file', 'acknowledge', 'hidden', 'audit'];
const deep = JSON.parse('['.repeat(1000) + ']'.repeat(1000)) as unknown;
const answers: Record<string, unknown> = {
  'nested deeply': deep,
  'nested deeply in an object': { a: deep },
  'ten megabytes of text': 'ä0 '.repeat(2_500_000),
  'a hundred thousand places': Array.from({ length: 100_000 }, (_, index) => ({ lat: index % 2, lon: 3 }))
};

test.each(Object.entries(answers))('%s', (_, answer) => {
  const asked = session([
    ...types.map((type) => ({ type, name: type })),
    { type: 'calculate', name: 'all', calculation: `concat(${types.filter((type) => type !== 'audit').map((type) => `\${${type}}`).join(', ')}, area(\${geoshape}))` }
  ]);
  for (const type of types) asked.set(type, answer);
  expect(asked.violations().length).toBeGreaterThan(0);
  expect(Object.keys(asked.remembered()).length).toBeGreaterThanOrEqual(types.length);
}, 20_000);
