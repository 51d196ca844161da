import type { Mapping } from '$lib/client/import';
import { describe, expect, it } from 'vitest';
import { isKey, meaningOf, namedCells, useOf, withKey, withMeaning, withoutPaths, withoutRest, withUse, type Meaning, type Use } from './mapping';

const all = ['Nr', 'Q1', 'Q2a', 'Q2b', 'Com1', 'Com2', 'Weight', 'Spare'];
const mapping: Mapping = {
  definition: { id: 'old', version: 1 },
  codings: { rating: { recode: { '5': 'high' }, notApplicable: ['6'], blank: ['0'], range: [1, 5] } },
  key: [['nr', 'number']],
  columns: [
    { column: ['q1'], question: 'visit', coding: 'rating' },
    { column: ['Q2a'], also: [['Q2b']], question: 'reasons' }
  ],
  weight: { column: ['weight'] },
  ignore: ['com*']
};

describe('useOf', () => {
  it.each<{ column: string; want: Use }>([
    { column: 'Q1', want: 'question:visit' },
    { column: ' q1 ', want: 'question:visit' },
    { column: 'Q2b', want: 'question:reasons' },
    { column: 'Weight', want: 'weight' },
    { column: 'Com2', want: 'ignore' },
    { column: 'Nr', want: '' },
    { column: 'Spare', want: '' }
  ])('$column → $want', ({ column, want }) => expect(useOf(mapping, column)).toBe(want));
});

describe('withUse', () => {
  it('takes a further column for a question of several choices', () => {
    const next = withUse(mapping, 'Spare', 'question:reasons', all, true);
    expect(next.columns?.[1]).toEqual({ column: ['Q2a'], also: [['Q2b'], ['Spare']], question: 'reasons' });
  });
  it('takes the question away from the column that had it', () => {
    const next = withUse(mapping, 'Spare', 'question:visit', all);
    expect([useOf(next, 'Spare'), useOf(next, 'Q1')]).toEqual(['question:visit', '']);
  });
  it('keeps the further columns when the first one goes', () => {
    const next = withUse(mapping, 'Q2a', 'ignore', all);
    expect(next.columns?.[1]).toEqual({ column: ['Q2b'], also: [], question: 'reasons' });
    expect(useOf(next, 'Q2a')).toBe('ignore');
  });
  it('takes one column out of a pattern and leaves the others in', () => {
    const next = withUse(mapping, 'Com1', 'cluster', all);
    expect(all.map((column) => useOf(next, column))).toEqual(['', 'question:visit', 'question:reasons', 'question:reasons', 'cluster', 'ignore', 'weight', '']);
  });
  it('frees the one it was beside the answers', () => {
    const next = withUse(mapping, 'Weight', '', all);
    expect(next.weight).toBeUndefined();
    expect(mapping.weight).toBeDefined();
  });
  it('leaves out all that is open, but not the key', () => {
    const next = withoutRest(mapping, all);
    expect(next.ignore).toEqual(['com*', 'Spare']);
  });
});

describe('withKey', () => {
  it.each([
    { name: 'adds', column: 'Q1', key: true, want: [['nr', 'number'], ['Q1']] },
    { name: 'removes by any name', column: 'NR', key: false, want: [] },
    { name: 'adds once', column: 'Number', key: true, want: [['Number']] }
  ])('$name', ({ column, key, want }) => {
    const next = withKey(mapping, column, key);
    expect(next.key).toEqual(want);
    expect(isKey(next, column)).toBe(key);
  });
});

describe('meanings', () => {
  const visit = mapping.columns?.[0] ?? { column: [] };
  it.each<{ cell: string; want: Meaning }>([
    { cell: '5', want: { kind: 'value', value: 'high' } },
    { cell: '6', want: { kind: 'value', value: 'na' } },
    { cell: '0', want: { kind: 'blank' } },
    { cell: '3', want: { kind: 'asIs' } }
  ])('$cell', ({ cell, want }) => expect(meaningOf(mapping, visit, cell, 'na')).toEqual(want));

  it.each<{ name: string; cell: string; meaning: Meaning; want: object }>([
    { name: 'a value', cell: '9', meaning: { kind: 'value', value: 'low' }, want: { recode: { '5': 'high', '9': 'low' }, notApplicable: ['6'], blank: ['0'] } },
    { name: 'no longer not applicable', cell: '6', meaning: { kind: 'blank' }, want: { recode: { '5': 'high' }, notApplicable: [], blank: ['0', '6'] } },
    { name: 'as it stands', cell: '5', meaning: { kind: 'asIs' }, want: { recode: {}, notApplicable: ['6'], blank: ['0'] } }
  ])('becomes its own coding: $name', ({ cell, meaning, want }) => {
    const next = withMeaning(mapping, visit, cell, meaning);
    expect(next.columns?.[0]).toEqual({ column: ['q1'], question: 'visit', range: [1, 5], ...want });
    expect(meaningOf(next, next.columns?.[0] ?? visit, cell)).toEqual(meaning);
    expect(next.codings).toBe(mapping.codings);
  });

  it('names its cells in the order of people', () => {
    const odd = { column: ['x'], recode: { '10': 'a', '9': 'b' }, blank: ['1'] };
    expect(namedCells(mapping, odd)).toEqual(['1', '9', '10']);
  });
});

it('leaves out what the server names as not fitting, and nothing else', () => {
  const whole: Mapping = { ...mapping, constants: { area: 'north', day: '1' }, decimal: ';' };
  const next = withoutPaths(whole, ['columns[0].recode', 'columns[0].blank', 'key[0]', 'weight.column', 'constants.area', 'decimal']);
  expect(JSON.parse(JSON.stringify(next))).toEqual({
    definition: mapping.definition,
    codings: mapping.codings,
    columns: [mapping.columns?.[1]],
    key: [],
    constants: { day: '1' },
    ignore: ['com*']
  });
});
