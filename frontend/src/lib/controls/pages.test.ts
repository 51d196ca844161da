import { describe, expect, it } from 'vitest';
import type { Definition, Question } from '$lib/engine';
import { pagesOf } from './pages';

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
