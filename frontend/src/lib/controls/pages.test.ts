import { describe, expect, it } from 'vitest';
import type { Definition, Question } from '$lib/engine';
import { instanceOf, isAsked, pagesOf, relevantIn, type Standing, shows } from './pages';

const q = (name: string, type = 'text', rest: Partial<Question> = {}): Question => ({ name, type, ...rest });
const section = (name: string, body: Question[], appearance?: string): Question =>
  q(name, 'section', appearance ? { body, appearance } : { body });

const define = (pages: Definition['pages'], body: Question[]): Definition => ({
  id: 'd',
  version: 1,
  kind: 'customer',
  title: {},
  defaultLanguage: 'en',
  ...(pages ? { pages } : {}),
  body
});

const body = [
  q('a'),
  q('b'),
  q('h', 'hidden'),
  section('s', [q('c'), q('sum', 'calculate'), q('shown', 'calculate', { label: { en: 'Sum' } })]),
  section('list', [q('d'), q('e')], 'field-list'),
  section('empty', [q('t', 'today')]),
  q('f')
];

describe('pages', () => {
  for (const { name, given, want } of [
    { name: 'one question at a time', given: 'question', want: ['a:a', 'b:b', 'c:c', 'shown:shown', 'list:d,e', 'f:f'] },
    { name: 'a section at a time', given: 'section', want: ['a:a,b', 's:c,shown', 'list:d,e', 'f:f'] },
    { name: 'section is the default', given: undefined, want: ['a:a,b', 's:c,shown', 'list:d,e', 'f:f'] }
  ] as const) {
    it(name, () => {
      const pages = pagesOf(define(given, body));
      expect(pages.map((page) => `${page.key}:${page.questions.map((one) => one.name).join(',')}`)).toEqual(want);
    });
  }
});

const visits = q('visits', 'repeat', { body: [q('note', 'text')] });
const people = q('people', 'repeat', { body: [q('age', 'integer'), section('more', [q('job'), visits])] });
const nested = [
  section('outer', [q('a'), section('inner', [q('b'), people]), section('grid', [q('c'), q('d')], 'table-list'), section('unseen', [q('h', 'hidden')])]),
  section('alone', [q('e'), q('f')], 'table-list'),
  section('bare', [section('empty', [q('t', 'today')])])
];

/** Two people, of whom the second had one visit; what is named is not relevant. */
function standing(...away: string[]): Standing {
  const counts: Record<string, number> = { people: 2, 'people[2].visits': 1 };
  return {
    relevant: (path) => !away.includes(path),
    instances: (path) => Array.from({ length: counts[path] ?? 0 }, (_, place) => ({ path: `${path}[${place + 1}]` }))
  };
}

describe('sections in sections', () => {
  for (const { name, given, want } of [
    { name: 'stay on the page of the outermost', given: 'section', want: ['outer:a,inner,grid', 'alone:alone'] },
    { name: 'are taken apart where one question is asked at a time, but for repeats and tables', given: 'question', want: ['a:a', 'b:b', 'people:people', 'grid:grid', 'alone:alone'] }
  ] as const) {
    it(name, () => {
      const pages = pagesOf(define(given, nested));
      expect(pages.map((page) => `${page.key}:${page.questions.map((one) => one.name).join(',')}`)).toEqual(want);
    });
  }
});

describe('the way through relevant questions', () => {
  const all = 'a b people people[1].age people[1].job people[1].visits people[2].age people[2].job people[2].visits people[2].visits[1].note c d';
  for (const { name, given, want } of [
    { name: 'goes through sections and instances', given: [], want: all },
    { name: 'leaves out what is not relevant', given: ['people[1].job', 'grid', 'people[2].more'], want: 'a b people people[1].age people[1].visits people[2].age' },
    { name: 'leaves out a repeat with its instances', given: ['people'], want: 'a b c d' }
  ]) {
    it(name, () => {
      const found = [...relevantIn(pagesOf(define('section', nested))[0]?.questions ?? [], standing(...given))];
      expect(found.map(({ path }) => path).join(' ')).toBe(want);
    });
  }

  it('tells whether a section shows anything', () => {
    const [outer] = nested;
    const inner = outer?.body?.[1] ?? q('missing');
    expect(shows(inner, standing())).toBe(true);
    expect(shows(inner, standing('b', 'people'))).toBe(false);
    expect(shows(inner, standing('inner'))).toBe(false);
  });

  it('shows a repeat without instances only where some may be added', () => {
    const none: Standing = { relevant: () => true, instances: () => [] };
    expect(shows(visits, none)).toBe(true);
    expect(shows({ ...visits, count: '${n}' }, none)).toBe(false);
  });
});

describe('paths', () => {
  for (const [given, want] of [
    ['age', ''],
    ['people[2].age', 'people[2]'],
    ['people[2].visits[10].note', 'people[2].visits[10]'],
    ['people[2].dotted.name', 'people[2]']
  ] as const) {
    it(`${given} lies in "${want}"`, () => expect(instanceOf(given)).toBe(want));
  }
});

describe('what a person is asked', () => {
  for (const { name, given, want } of [
    { name: 'a text', given: q('t'), want: true },
    { name: 'a calculation', given: q('t', 'text', { calculation: '1' }), want: false },
    { name: 'a suggestion that may be changed', given: q('t', 'text', { calculation: '1', trigger: ['a'] }), want: true },
    { name: 'the heads of a list', given: q('s', 'select_one', { appearance: 'label' }), want: false },
    { name: 'a repeat', given: people, want: false },
    { name: 'the name of the device', given: q('d', 'deviceid'), want: false }
  ]) {
    it(name, () => expect(isAsked(given)).toBe(want));
  }
});
