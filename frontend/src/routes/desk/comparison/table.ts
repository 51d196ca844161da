/** The comparison as CSV: what is shown, in full precision. */
import type { Comparison, ComparisonRow } from '$lib/client/comparison';
import { csvFile, type CsvCell } from '$lib/ui/csv';
import { titleOf, touchpointOf } from './rows';

const columns = [
  'indicator', 'title', 'kind', 'touchpoint', 'definition', 'better', 'goal', 'relevantDifference',
  'baselineN', 'baselineEstimate', 'baselineLow', 'baselineHigh', 'baselineStandardDeviation',
  'followUpN', 'followUpEstimate', 'followUpLow', 'followUpHigh', 'followUpStandardDeviation',
  'change', 'changeLow', 'changeHigh', 'standardError', 'degreesOfFreedom', 'p', 'q', 'effectName', 'effect',
  'method', 'verdict', 'relevant', 'neededResponses', 'countedStates'
];

function cells(comparison: Comparison, row: ComparisonRow): CsvCell[] {
  const { baseline, followUp, change } = row;
  return [
    row.indicator, titleOf(row), row.kind, touchpointOf(comparison, row), row.definition.id, row.better, row.goal, row.relevantDifference,
    baseline.n, baseline.estimate, baseline.interval?.[0], baseline.interval?.[1], baseline.standardDeviation,
    followUp.n, followUp.estimate, followUp.interval?.[0], followUp.interval?.[1], followUp.standardDeviation,
    change?.estimate, change?.interval?.[0], change?.interval?.[1], change?.standardError, change?.degreesOfFreedom, change?.p, change?.q,
    change?.effect?.name, change?.effect?.value,
    row.method.name, row.verdict, row.relevant, row.needed?.responses, comparison.countedStates.join(' ')
  ];
}

/** What is shown, with its numbers in full. */
export const csvOf = (comparison: Comparison, rows: readonly ComparisonRow[]): string => csvFile([columns, ...rows.map((row) => cells(comparison, row))]);
