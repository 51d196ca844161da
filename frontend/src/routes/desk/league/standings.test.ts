import { describe, expect, it } from 'vitest';
import type { Level } from '$lib/client/comparison';
import type { LeagueRow } from '$lib/client/league';
import { found, inOrder, rankText, standingsOf } from './standings';

const level: Level = { n: 9, missing: 0, notApplicable: 0, notRelevant: 0, estimate: 1, standardError: 1, interval: null, standardDeviation: 1, distribution: null };
function row(title: string, rank: number, best: number, worst: number, moved?: number): LeagueRow {
  return {
    location: { code: `L${rank}`, title, brand: rank === 2 ? 'Rival' : '', tags: ['north'], competitor: rank === 2 }, level, rank, best, worst, tied: best !== worst,
    previousLevel: null, verdict: null, relevant: false, notes: null,
    change: moved === undefined ? null : { estimate: moved, interval: null, interval90: null, standardError: null, p: null, q: null, degreesOfFreedom: null, effect: null }
  };
}
const rows = [row('Bern', 1, 1, 2, 1), row('Aarau', 2, 1, 3), row('Chur', 3, 2, 4, -4), row('Davos', 4, 4, 4, 2), row('Ems', 5, 5, 5, 0)];
const names = (some: readonly LeagueRow[]) => some.map(({ location }) => location.title);

describe('rankText', () => {
  it('is a range where chance allows several ranks', () => expect(rankText({ best: 2, worst: 7 })).toBe('2–7'));
  it('is one number where it does not', () => expect(rankText({ best: 3, worst: 3 })).toBe('3'));
});

describe('inOrder', () => {
  it.each([
    { order: 'rank', better: 'higher', want: ['Bern', 'Aarau', 'Chur', 'Davos', 'Ems'] },
    { order: 'change', better: 'higher', want: ['Davos', 'Bern', 'Ems', 'Chur', 'Aarau'] },
    { order: 'change', better: 'lower', want: ['Chur', 'Ems', 'Bern', 'Davos', 'Aarau'] },
    { order: 'name', better: 'higher', want: ['Aarau', 'Bern', 'Chur', 'Davos', 'Ems'] }
  ] as const)('by $order when $better is better', ({ order, better, want }) => expect(names(inOrder(rows, order, better))).toEqual(want));
});

describe('found', () => {
  it.each([
    { text: '', want: 5 },
    { text: ' rival ', want: 1 },
    { text: 'L3', want: 1 },
    { text: 'NORTH', want: 5 },
    { text: 'nobody', want: 0 }
  ])('"$text"', ({ text, want }) => expect(found(rows, text)).toHaveLength(want));
});

it('counts what is certain', () => {
  const { certain, leaders, above, below } = standingsOf(rows);
  expect([certain, names(leaders), above, below]).toEqual([2, ['Bern', 'Aarau'], 1, 2]);
});
