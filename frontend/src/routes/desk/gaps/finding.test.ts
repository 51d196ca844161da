import { describe, expect, it } from 'vitest';
import type { ComparisonRow, Level, Verdict } from '$lib/client/comparison';
import { findingOf, ranked } from './finding';

const level: Level = { n: 9, missing: 0, notApplicable: 0, notRelevant: 0, estimate: 1, standardError: 1, interval: [0, 2], standardDeviation: 1, distribution: null };
const row = (touchpoint: string, verdict: Verdict, gap: number | null): ComparisonRow => ({
  indicator: `touchpoint:${touchpoint}`,
  role: 'composite',
  title: { en: touchpoint },
  kind: 'score',
  touchpoint,
  definition: { id: '', versions: { baseline: null, followUp: null } },
  better: 'higher',
  scale: [0, 100],
  unit: null,
  goal: null,
  relevantDifference: null,
  baseline: level,
  followUp: level,
  change: gap === null ? null : { estimate: gap, interval: null, interval90: null, standardError: null, p: null, q: null, degreesOfFreedom: null, effect: null },
  method: { name: 'welch', reason: {} },
  verdict,
  relevant: false,
  needed: null,
  notes: null
});
const rows = [row('wide', 'undecided', 30), row('narrow', 'improved', 4), row('none', 'noTest', null), row('wider', 'worsened', -9)];

it('puts certain gaps first, the widest on top, and what cannot be told last', () => {
  expect(ranked(rows).map(({ touchpoint }) => touchpoint)).toEqual(['wider', 'narrow', 'wide', 'none']);
});

describe('finding', () => {
  const vectors = [
    { name: 'some', given: rows, want: 'Employees and customers see 2 of 4 touchpoints differently; the widest gap is “wider”' },
    { name: 'none', given: rows.slice(0, 1), want: 'No certain gap between employees and customers in 1 touchpoint' }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(findingOf(given, 'Employees', 'Customers')).toBe(want));
  it('leaves names in capitals alone', () => expect(findingOf(rows.slice(0, 1), 'VIP', 'B2B')).toContain('VIP and B2B'));
});
