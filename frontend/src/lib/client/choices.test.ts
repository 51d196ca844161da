import { describe, expect, it } from 'vitest';
import { asked, choiceOf, chosenCount, membersOf, type Choice, type TraitName } from './choices';

describe('choiceOf', () => {
  const vectors: { name: string; given: string; besides?: TraitName[]; want: Choice; count: number }[] = [
    { name: 'nothing', given: '?baseline=2014&order=name', want: { values: {} }, count: 0 },
    { name: 'several values and names', given: '?tag=a&location=1&tag=b', want: { values: { tag: ['a', 'b'], location: ['1'] } }, count: 3 },
    { name: 'a segment', given: '?segment.purpose=business', want: { values: { 'segment.purpose': ['business'] } }, count: 1 },
    { name: 'doubles', given: '?tag=a&tag=a', want: { values: { tag: ['a'] } }, count: 1 },
    { name: 'having none', given: '?location=&location=7', want: { values: { location: ['', '7'] } }, count: 2 },
    { name: 'competitors', given: '?competitors=only', want: { values: {}, competitors: 'only' }, count: 1 },
    { name: 'competitors as nobody writes them', given: '?competitors=all', want: { values: {} }, count: 0 },
    { name: 'what means something else', given: '?touchpoint=desk&brand=x', besides: ['touchpoint'], want: { values: { brand: ['x'] } }, count: 1 }
  ];
  it.each(vectors)('$name', ({ given, besides, want, count }) => {
    const choice = choiceOf(new URLSearchParams(given), besides);
    expect(choice).toEqual(want);
    expect(chosenCount(choice)).toBe(count);
  });
});

describe('asked', () => {
  it('repeats the members of a list and leaves out what is empty', () =>
    expect(asked('/x', { wave: ['a', 'b&c'], method: undefined, find: '', ...membersOf({ values: { tag: ['t'] }, competitors: 'include' }) })).toBe(
      '/x?wave=a&wave=b%26c&tag=t&competitors=include'
    ));
  it('adds nothing to a path without a search', () => expect(asked('/x', {})).toBe('/x'));
  it('is read back as it was written', () => {
    const choice: Choice = { values: { 'segment.a': ['1', '2'], language: ['de', ''] }, competitors: 'only' };
    expect(choiceOf(new URLSearchParams(asked('', membersOf(choice))))).toEqual(choice);
  });
});
