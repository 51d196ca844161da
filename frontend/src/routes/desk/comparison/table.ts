/** Rows of a comparison as a file has them: what is shown, in full precision. */
import type { ComparisonRow } from '$lib/client/comparison';
import type { ChartCell, ChartTable } from '$lib/ui/charts/table';
import type { Sides } from './sides';

const columns = [
  'indicator', 'title', 'role', 'kind', 'touchpoint', 'definition', 'part', 'better', 'goal', 'relevantDifference',
  'baselineN', 'baselineEstimate', 'baselineLow', 'baselineHigh', 'baselineStandardDeviation',
  'followUpN', 'followUpEstimate', 'followUpLow', 'followUpHigh', 'followUpStandardDeviation',
  'change', 'changeLow', 'changeHigh', 'standardError', 'degreesOfFreedom', 'p', 'q', 'effectName', 'effect',
  'adjustedChange', 'adjustedLow', 'adjustedHigh', 'goalAttainment', 'method', 'verdict', 'relevant', 'neededResponses', 'neededClusters'
];

type Given = string | number | boolean | null | undefined;

const cell = (value: Given): ChartCell => (typeof value === 'boolean' ? String(value) : (value ?? null));

function cells(row: ComparisonRow, sides: Sides): Given[] {
  const { baseline, followUp, change, standardised } = row;
  return [
    row.indicator, sides.title(row), row.role, row.kind, row.touchpoint, row.definition.id, row.part?.value, row.better, row.goal, row.relevantDifference,
    baseline.n, baseline.estimate, baseline.interval?.[0], baseline.interval?.[1], baseline.standardDeviation,
    followUp.n, followUp.estimate, followUp.interval?.[0], followUp.interval?.[1], followUp.standardDeviation,
    change?.estimate, change?.interval?.[0], change?.interval?.[1], change?.standardError, change?.degreesOfFreedom, change?.p, change?.q,
    change?.effect?.name, change?.effect?.value,
    standardised?.estimate, standardised?.interval?.[0], standardised?.interval?.[1], row.goalAttainment?.value,
    row.method.name, row.verdict, row.relevant, row.needed?.responses, row.needed?.clusters
  ];
}

/** Its headings are for programs: the same in every language. */
export const tableOf = (rows: readonly ComparisonRow[], sides: Sides): ChartTable => ({
  columns: columns.map((label) => ({ label })),
  rows: rows.map((row) => cells(row, sides).map(cell))
});
