import { describe, expect, it } from 'vitest';
import type { OfferedChoice } from '$lib/engine';
import { layoutOf, toggled } from './select';

const choices: OfferedChoice[] = ['a', 'b', 'none'].map((name) => ({ name, label: name, choice: { name, exclusive: name === 'none' } }));

describe('ticking choices', () => {
  for (const { name, given, want } of [
    { name: 'keeps the order of the list', given: [['b'], 'a', true], want: ['a', 'b'] },
    { name: 'takes one away', given: [['a', 'b'], 'a', false], want: ['b'] },
    { name: 'an exclusive one puts the others out', given: [['a', 'b'], 'none', true], want: ['none'] },
    { name: 'and they put it out', given: [['none'], 'b', true], want: ['b'] },
    { name: 'keeps what is not offered any more at the end', given: [['gone'], 'a', true], want: ['a', 'gone'] }
  ] as { name: string; given: [string[], string, boolean]; want: string[] }[]) {
    it(name, () => expect(toggled(choices, ...given)).toEqual(want));
  }
});

describe('the layout of choices', () => {
  for (const { given, want } of [
    { given: undefined, want: { columns: 1, bare: false, quick: false } },
    { given: 'columns', want: { columns: 'fit', bare: false, quick: false } },
    { given: 'columns-3 no-buttons', want: { columns: 3, bare: true, quick: false } },
    { given: 'columns-0', want: { columns: 1, bare: false, quick: false } },
    { given: 'columns-pack quick', want: { columns: 'pack', bare: false, quick: true } },
    { given: 'quickcompact', want: { columns: 'pack', bare: true, quick: true } }
  ] as const) {
    it(given ?? 'plain', () => expect(layoutOf({ type: 'select_one', name: 'q', ...(given ? { appearance: given } : {}) })).toEqual(want));
  }
});
