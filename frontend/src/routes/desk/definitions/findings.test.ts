import type { DefinitionProblem } from '$lib/client/definition';
import { describe, expect, it } from 'vitest';
import { arranged, csvOf, placeText } from './findings';

const problem = (message: string, more: Partial<DefinitionProblem> = {}): DefinitionProblem => ({ path: '', severity: 'error', code: 'name', message, ...more });
const found = [
  problem('late', { sheet: 'survey', row: 10, column: 'type', severity: 'warning' }),
  problem('early', { sheet: 'survey', row: 9, column: 'name' }),
  problem('beside', { sheet: 'choices', row: 30 }),
  problem('nowhere', { path: '/body', severity: 'warning' })
];

describe('arranged', () => {
  it.each<{ order: string; only?: 'error' | 'warning'; want: string[] }>([
    { order: 'severity', want: ['early', 'beside', 'late', 'nowhere'] },
    { order: 'place', want: ['nowhere', 'beside', 'early', 'late'] },
    { order: '-place', want: ['late', 'early', 'beside', 'nowhere'] },
    { order: 'message', only: 'warning', want: ['late', 'nowhere'] }
  ])('by $order, only $only', ({ order, only, want }) => expect(arranged(found, order, only).map(({ message }) => message)).toEqual(want));
});

it.each([
  { given: found[0], want: 'survey · 10 · type' },
  { given: found[2], want: 'choices · 30' },
  { given: found[3], want: '/body' }
])('says where: $want', ({ given, want }) => expect(given && placeText(given)).toBe(want));

it('writes what a spreadsheet opens and does not run', () =>
  expect(csvOf([problem('say "a", b', { sheet: '=1+1', row: 2, column: 'type', path: '/body/0' })])).toBe(
    '\uFEFFseverity,sheet,row,column,path,code,message\r\nerror,\'=1+1,2,type,/body/0,name,"say ""a"", b"\r\n'
  ));
