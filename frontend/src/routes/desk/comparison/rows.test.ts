import { describe, expect, it } from 'vitest';
import type { Comparison, ComparisonRow, Level, Verdict } from '$lib/client/comparison';
import { csvCell } from '$lib/ui/csv';
import { findingOf } from './finding';
import { ofComparison, panels as cut } from './panels';
import { count, foremost, gain, generalNotes, indicatorsOf, keyOf, ownNotes, shown, sorted, titleOf } from './rows';
import type { Sides } from './sides';
import { tableOf } from './table';

const level = (estimate: number, half: number): Level => ({
  n: 200,
  missing: 0,
  notApplicable: 0,
  notRelevant: 0,
  estimate,
  standardError: half / 1.96,
  interval: [estimate - half, estimate + half],
  standardDeviation: 1,
  distribution: []
});

function row(indicator: string, verdict: Verdict, effect: number | null, more: Partial<ComparisonRow> = {}): ComparisonRow {
  return {
    indicator,
    role: 'indicator',
    title: { en: indicator },
    kind: 'mean',
    touchpoint: indicator,
    definition: { id: 'visit', versions: { baseline: [1], followUp: [1] } },
    better: 'higher',
    scale: [1, 5],
    unit: null,
    goal: null,
    relevantDifference: 0.1,
    baseline: level(3.9, 0.05),
    followUp: level(4, 0.05),
    change:
      effect === null
        ? null
        : {
            estimate: effect,
            interval: [effect - 0.1, effect + 0.1],
            interval90: [effect - 0.08, effect + 0.08],
            standardError: 0.05,
            p: 0.01,
            q: 0.02,
            degreesOfFreedom: 300,
            effect: { name: 'hedgesG', value: effect }
          },
    method: { name: effect === null ? 'none' : 'welch', reason: { en: 'because' } },
    verdict,
    relevant: false,
    needed: null,
    notes: [],
    ...more
  };
}

const wave = (name: string) => ({ name, title: { en: name }, kind: 'baseline' as const, order: 1 });

const comparison = (rows: ComparisonRow[]): Comparison => ({
  project: { id: 'p', title: 'P' },
  baseline: wave('a'),
  followUp: wave('b'),
  confidence: 0.95,
  falseDiscoveryRate: 0.05,
  countedStates: ['submitted', 'inReview', 'approved'],
  computedAt: '2026-01-01T00:00:00.000Z',
  touchpoints: rows.map((one, index) => ({ name: one.touchpoint ?? '', title: { en: `T ${one.indicator}` }, order: rows.length - index })),
  rows,
  warnings: []
});

const rows = [
  row('small', 'undecided', 0.05),
  row('worse', 'worsened', -0.4, { relevant: true }),
  row('untested', 'noTest', null),
  row('better', 'improved', 0.3),
  row('wait', 'improved', -0.2, { better: 'lower', kind: 'duration', scale: null })
];
const panels = (some: readonly ComparisonRow[], all: readonly ComparisonRow[]) => cut(some, all, ofComparison);
const names = (some: readonly ComparisonRow[]) => some.map((one) => one.indicator);
const none = { roles: ['indicator'] as const, verdicts: [], touchpoint: '', relevant: false, text: '' };

describe('order', () => {
  const vectors = [
    { name: 'effect' as const, want: ['worse', 'better', 'wait', 'small', 'untested'] },
    { name: 'gain' as const, want: ['better', 'wait', 'small', 'worse', 'untested'] },
    { name: 'touchpoint' as const, want: ['wait', 'better', 'untested', 'worse', 'small'] },
    { name: 'name' as const, want: ['better', 'small', 'untested', 'wait', 'worse'] }
  ];
  it.each(vectors)('$name', ({ name, want }) => expect(names(sorted(comparison(rows), rows, name))).toEqual(want));
});

describe('filter', () => {
  const vectors = [
    { name: 'none', given: none, want: names(rows) },
    { name: 'verdicts', given: { ...none, verdicts: ['improved', 'noTest'] as const }, want: ['untested', 'better', 'wait'] },
    { name: 'touchpoint', given: { ...none, touchpoint: 'wait' }, want: ['wait'] },
    { name: 'role', given: { ...none, roles: ['composite'] as const }, want: [] },
    { name: 'relevant', given: { ...none, relevant: true }, want: ['worse'] },
    { name: 'text in the touchpoint title', given: { ...none, text: 't SM' }, want: ['small'] }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(names(shown(comparison(rows), given))).toEqual(want));
});

it('turns the sign of a gain when lower is better', () => {
  expect(rows.map((one) => gain(one))).toEqual([0.05, -0.4, undefined, 0.3, 0.2]);
});

describe('panels', () => {
  it('keeps scales apart and the order of first rows', () => {
    expect(panels(rows, rows).map((panel) => [panel.measure, names(panel.rows)])).toEqual([
      ['mean', ['small', 'worse', 'untested', 'better']],
      ['minutes', ['wait']]
    ]);
  });
  it('does not move a scale when rows are filtered away', () => {
    const [all] = panels(rows, rows);
    const [some] = panels(rows.slice(0, 1), rows);
    expect(some?.changes).toEqual(all?.changes);
    expect(some?.levels).toEqual(all?.levels);
  });
  it('holds every usual interval', () => {
    const [panel] = panels(rows, rows);
    expect(panel?.changes[0]).toBeLessThanOrEqual(-0.5);
    expect(panel?.levels[1]).toBeGreaterThanOrEqual(4.05);
  });
  it('is not squeezed by one indicator with few responses', () => {
    const wild = row('wild', 'undecided', 0.1, { followUp: level(4, 30) });
    if (wild.change) wild.change.interval = [-40, 40];
    const [panel] = panels([...rows, wild], [...rows, wild]);
    expect(panel?.changes).toEqual(panels(rows, rows)[0]?.changes);
    expect(panel?.levels[1]).toBeLessThan(5);
  });
});

describe('roles', () => {
  const composite = (touchpoint: string) => row(`touchpoint:${touchpoint}`, 'improved', 2, { role: 'composite', touchpoint, definition: { id: '', versions: { baseline: null, followUp: null } } });
  const mixed = [row('wait', 'improved', 0.1, { touchpoint: 'desk' }), row('price', 'improved', 0.1, { touchpoint: 'web' }), composite('desk')];
  it('speaks of composites where there are any', () => {
    expect(names(foremost(mixed))).toEqual(['touchpoint:desk']);
    expect(names(foremost(mixed.slice(0, 2)))).toEqual(['wait', 'price']);
    expect(foremost([])).toEqual([]);
  });
  it('puts composites before indicators whatever the order', () => {
    expect(names(sorted(comparison(mixed), mixed, 'name'))).toEqual(['touchpoint:desk', 'price', 'wait']);
  });
  it('finds the indicators of a composite', () => {
    expect(mixed.map((one) => names(indicatorsOf(one, mixed)))).toEqual([[], [], ['wait']]);
  });
  it('tells rows apart that have the same indicator', () => {
    const twice = [...mixed, row('wait', 'improved', 0.1, { touchpoint: 'web' }), row('wait', 'improved', 0.1, { touchpoint: 'desk', part: { by: 'location', value: '7' } })];
    expect(new Set(twice.map((one) => keyOf(one))).size).toBe(twice.length);
  });
  it('draws composites and scores apart', () => {
    const score = row('arrival', 'improved', 1, { kind: 'score' });
    expect(panels([composite('desk'), score], [composite('desk'), score]).map((panel) => panel.role)).toEqual(['composite', 'indicator']);
  });
});

describe('notes', () => {
  const note = (code: string) => ({ code, text: { en: code } });
  const noted = [
    row('a', 'improved', 1, { notes: [note('everywhere')] }),
    row('b', 'improved', 1, { notes: [note('everywhere'), note('here')] }),
    row('c', 'improved', 1, { notes: null })
  ];
  it('says what concerns most rows once', () => {
    expect(generalNotes(noted).map((general) => [general.note.code, general.rows])).toEqual([['everywhere', 2]]);
  });
  it('leaves a row its own', () => {
    expect(noted.map((one) => ownNotes(one, generalNotes(noted)).map((own) => own.code))).toEqual([[], ['here'], []]);
  });
});

describe('finding', () => {
  const vectors = [
    { name: 'some', given: rows, want: '2 of 5 touchpoints improved, 1 worsened, 1 undecided, 1 without a test' },
    { name: 'none', given: rows.slice(0, 1), want: 'No certain change in 1 touchpoint, 1 undecided' },
    {
      name: 'two rows of one touchpoint are indicators',
      given: [row('a', 'improved', 1, { touchpoint: 't' }), row('b', 'unchanged', 0, { touchpoint: 't' })],
      want: '1 of 2 indicators improved, 0 worsened, 1 unchanged'
    }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(findingOf(given).replaceAll('\u00A0', ' ')).toBe(want));
  it('counts verdicts', () => expect(count(rows)).toEqual({ improved: 2, worsened: 1, unchanged: 0, undecided: 1, noTest: 1 }));
});

describe('CSV', () => {
  const vectors = [
    { name: 'plain', given: 'abc', want: 'abc' },
    { name: 'comma and quote', given: 'a, "b"', want: '"a, ""b"""' },
    { name: 'formula', given: '=1+1', want: "'=1+1" },
    { name: 'negative number stays a number', given: -0.25, want: '-0.25' },
    { name: 'nothing', given: null, want: '' }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(csvCell(given)).toBe(want));
  it('gives every row as many cells as the heading', () => {
    const sides: Sides = { before: 'a', after: 'b', difference: 'c', title: titleOf, context: () => '', responses: () => '' };
    const table = tableOf(rows, sides);
    expect(table.rows.map((line) => line.length)).toEqual(rows.map(() => table.columns.length));
  });
});
