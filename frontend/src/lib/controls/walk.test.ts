import { describe, expect, it } from 'vitest';
import { FormState } from './form.svelte';
import { compile, type Definition } from '$lib/engine';
import { Walk } from './walk.svelte';

const definition: Definition = {
  id: 'd',
  version: 1,
  kind: 'customer',
  title: { en: 'D' },
  defaultLanguage: 'en',
  pages: 'question',
  choices: { yn: [{ name: 'y' }, { name: 'n' }] },
  body: [
    { type: 'select_one', name: 'a', choices: 'yn', required: true, label: { en: 'A' } },
    { type: 'text', name: 'b', relevant: "${a} = 'y'", label: { en: 'B' } },
    { type: 'integer', name: 'c', constraint: '. < 5', label: { en: 'C' } }
  ]
};

const begin = (answers = {}) => {
  const form = new FormState(compile(definition), { now: new Date(0), zone: 'UTC', seed: 1, language: 'en' }, answers);
  return { form, walk: new Walk(form) };
};

describe('walk', () => {
  it('stays at a required question until it is answered, and then shows its mistake no more', () => {
    const { form, walk } = begin();
    expect(walk.next()).toEqual(['a']);
    expect([walk.key, form.field('a').error !== '']).toEqual(['a', true]);
    form.set('a', 'n');
    expect([walk.next(), walk.key, form.field('a').error]).toEqual([[], 'c', '']);
  });
  it('counts only pages that have a relevant question', () => {
    const { form, walk } = begin();
    expect(walk.pages.length).toBe(2);
    form.set('a', 'y');
    expect([walk.pages.length, walk.last]).toEqual([3, false]);
  });
  it('goes to the next page when its own disappears', () => {
    const { form, walk } = begin({ a: 'y' });
    walk.next();
    expect(walk.key).toBe('b');
    form.set('a', 'n');
    expect([walk.key, walk.last]).toEqual(['c', true]);
  });
  it('before sending goes to the first page with a mistake', () => {
    const { form, walk } = begin({ a: 'n' });
    walk.next();
    form.set('c', 9);
    form.set('a', undefined);
    expect([walk.check(), walk.key]).toEqual([['a'], 'a']);
  });
  it('remembers a place, and starts anew when it is unknown', () => {
    const { form } = begin({ a: 'n' });
    expect([new Walk(form, 'c').key, new Walk(form, 'gone').key]).toEqual(['c', 'a']);
  });
});

describe('walk through instances', () => {
  const repeated: Definition = {
    ...definition,
    pages: 'section',
    body: [
      { type: 'section', name: 'first', body: [{ type: 'text', name: 'a', label: { en: 'A' } }] },
      {
        type: 'section',
        name: 'second',
        body: [
          {
            type: 'repeat',
            name: 'people',
            label: { en: 'People' },
            constraint: 'count-non-empty(${age}) <= 1',
            body: [
              { type: 'text', name: 'name', label: { en: 'Name' }, required: true },
              { type: 'section', name: 'more', body: [{ type: 'integer', name: 'age', label: { en: 'Age' }, constraint: '. < 99' }] }
            ]
          }
        ]
      }
    ]
  };
  const open = (people: object[]) => {
    const form = new FormState(compile(repeated), { now: new Date(0), zone: 'UTC', seed: 1, language: 'en', resumed: true }, { people });
    return { form, walk: new Walk(form) };
  };

  it('names what is wrong by its path and goes to its page', () => {
    const { form, walk } = open([{ name: 'Anna', age: 5 }, { age: 100 }]);
    expect(walk.check()).toEqual(['people', 'people[2].name', 'people[2].age']);
    expect(walk.key).toBe('second');
    expect([form.field('people').error, form.field('people[1].age').error].map(Boolean)).toEqual([true, false]);
  });
  it('goes to the page of a question inside an instance', () => {
    const { walk } = open([{}]);
    walk.goTo('people[1].age');
    expect(walk.key).toBe('second');
  });
});
