import { describe, expect, test } from 'vitest';
import { compile, type Definition, DefinitionError, type Question } from './index';
import { prepareAll } from './prepare';

await prepareAll();

const list = { yes_no: [{ name: 'yes', columns: { group: 'a' } }, { name: 'no' }] };

function definition(...body: Question[]): Definition {
  return { id: 'd', version: 1, kind: 'customer', title: {}, defaultLanguage: 'en', choices: list, body };
}

function problems(...body: Question[]): string[] {
  try {
    compile(definition(...body));
    return [];
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.problems.map(({ path, code }) => `${path} ${code}`);
  }
}

const a: Question = { type: 'integer', name: 'a' };
const b: Question = { type: 'integer', name: 'b' };

describe('compile names what is wrong and where', () => {
  const vectors: { name: string; given: Question[]; want: string[] }[] = [
    { name: 'nothing', given: [a, b], want: [] },
    { name: 'an unknown type', given: [{ type: 'hologram', name: 'a' }], want: ['/body/0/type type'] },
    { name: 'a name used twice', given: [a, a], want: ['/body/1/name duplicate'] },
    { name: 'a question that does not exist', given: [{ ...a, relevant: '${z} = 1' }], want: ['/body/0/relevant name'] },
    { name: 'a pipe to nowhere', given: [{ ...a, label: { en: 'Hi ${z}' } }], want: ['/body/0/label name'] },
    { name: 'a list that does not exist', given: [{ ...a, type: 'select_one', choices: 'z' }], want: ['/body/0/choices choices'] },
    { name: 'no list', given: [{ ...a, type: 'select_one' }], want: ['/body/0 choices'] },
    {
      name: 'a column that does not exist',
      given: [{ ...a, type: 'select_one', choices: 'yes_no', choiceFilter: 'size = 1 and group = 2' }],
      want: ['/body/0/choiceFilter name']
    },
    { name: 'a column outside of a filter', given: [{ ...a, relevant: 'group = 1' }], want: ['/body/0/relevant syntax'] },
    { name: 'an unknown function', given: [{ ...a, constraint: 'frobnicate(1)' }], want: ['/body/0/constraint function'] },
    { name: 'a name of the language itself', given: [{ ...a, constraint: 'constructor(1)' }], want: ['/body/0/constraint function'] },
    { name: 'too many arguments', given: [{ ...a, constraint: 'not(1, 2)' }], want: ['/body/0/constraint arity'] },
    { name: 'a pattern outside the subset', given: [{ ...a, constraint: "regex(., '(?=a)')" }], want: ['/body/0/constraint regex'] },
    { name: 'an expression that ends early', given: [{ ...a, required: '1 +' }], want: ['/body/0/required syntax'] },
    { name: 'relevance by the own answer', given: [{ ...a, relevant: '. = 1' }], want: ['/body/0/relevant cycle'] },
    { name: 'a calculated photo', given: [{ type: 'image', name: 'p', calculation: '1' }], want: ['/body/0 calculation'] },
    {
      name: 'sections in sections and in repeats',
      given: [{ type: 'section', name: 's', body: [{ type: 'repeat', name: 'r', body: [{ type: 'section', name: 't', body: [a] }] }] }],
      want: []
    },
    {
      name: 'sections more than 20 deep',
      given: [Array.from({ length: 21 }, (_, index) => `s${index}`).reduceRight<Question>((inner, name) => ({ type: 'section', name, body: [inner] }), a)],
      want: [`${'/body/0'.repeat(21)} nesting`]
    },
    {
      name: 'all mistakes at once, within sections too',
      given: [{ ...a, relevant: 'x(' }, { type: 'section', name: 's', body: [{ ...b, constraint: ')' }] }],
      want: ['/body/0/relevant function', '/body/1/body/0/constraint syntax']
    }
  ];
  test.each(vectors)('$name', ({ given, want }) => {
    expect(problems(...given)).toEqual(want);
  });
});

describe('a cycle names its members', () => {
  const vectors: { name: string; given: Question[]; want: string }[] = [
    { name: 'itself', given: [{ ...a, calculation: '${a} + 1' }], want: 'a → a' },
    { name: 'two calculations', given: [{ ...a, calculation: '${b}' }, { ...b, calculation: '${a}' }], want: 'a → b → a' },
    { name: 'relevance and calculation', given: [{ ...a, relevant: '${b}' }, { ...b, calculation: '${a}' }], want: 'a → b → a' },
    {
      name: 'a section and its member',
      given: [{ type: 'section', name: 's', relevant: '${a} = 1', body: [a] }],
      want: 's → a → s'
    }
  ];
  test.each(vectors)('$name', ({ given, want }) => {
    expect(() => compile(definition(...given))).toThrow(want);
  });

  test('a constraint or text on another question is none', () => {
    const low = { ...a, constraint: '. < ${b}', label: { en: '${b}' } };
    expect(problems(low, { ...b, constraint: '. > ${a}', required: '${a} > 1' })).toEqual([]);
  });
});

test('a long row of operators does not exhaust the stack', () => {
  expect(problems({ ...a, constraint: `1${'+1'.repeat(4999)} = .` })).toEqual(['/body/0/constraint length']);
  expect(problems({ ...a, constraint: `1${'+1'.repeat(4990)} = .` })).toEqual([]);
});
