/** The comparison as CSV: what is shown, in full precision. */
import type { Comparison, ComparisonRow } from '$lib/client/comparison';
import { titleOf, touchpointOf } from './rows';

const columns = [
  'indicator', 'title', 'kind', 'touchpoint', 'definition', 'better', 'goal', 'relevantDifference',
  'baselineN', 'baselineEstimate', 'baselineLow', 'baselineHigh', 'baselineStandardDeviation',
  'followUpN', 'followUpEstimate', 'followUpLow', 'followUpHigh', 'followUpStandardDeviation',
  'change', 'changeLow', 'changeHigh', 'standardError', 'degreesOfFreedom', 'p', 'q', 'effectName', 'effect',
  'method', 'verdict', 'relevant', 'neededResponses', 'countedStates'
];

type Cell = string | number | boolean | null | undefined;

/** Quotes as RFC 4180 asks; text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function cells(comparison: Comparison, row: ComparisonRow): Cell[] {
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

/** Comma separated, UTF-8 with byte order mark so that spreadsheets read umlauts; numbers with a decimal point. */
export function csvOf(comparison: Comparison, rows: readonly ComparisonRow[]): string {
  const lines = [columns, ...rows.map((row) => cells(comparison, row))];
  return '\uFEFF' + lines.map((line) => line.map(csvCell).join(',')).join('\r\n') + '\r\n';
}
