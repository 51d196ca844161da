import { expect, it } from 'vitest';
import { extended, kept, nothing, toggled } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];
const one = toggled(nothing, 'b');
it.each([
  { name: 'one', given: one, want: ['b'] },
  { name: 'one and another', given: toggled(one, 'd'), want: ['b', 'd'] },
  { name: 'taken out again', given: toggled(one, 'b'), want: [] },
  { name: 'a span down', given: extended(one, 'd', order), want: ['b', 'c', 'd'] },
  { name: 'a span up', given: extended(one, 'a', order), want: ['a', 'b'] },
  { name: 'a span adds', given: extended(toggled(one, 'e'), 'd', order), want: ['b', 'd', 'e'] },
  { name: 'a span without a beginning', given: extended(nothing, 'c', order), want: ['c'] },
  { name: 'a span from a row that has gone', given: extended(toggled(nothing, 'z'), 'c', order), want: ['c', 'z'] },
  { name: 'without rows that have gone', given: kept(extended(one, 'd', order), new Set(['c', 'd'])), want: ['c', 'd'] }
])('$name', ({ given, want }) => expect([...given.ids].sort()).toEqual(want));
