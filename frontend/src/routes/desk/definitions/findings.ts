import type { DefinitionProblem } from '$lib/client/definition';
import { csvFile } from '$lib/ui/csv';
import { wordsOf } from './finding-words.svelte';

export const orders = ['severity', 'place', 'message'] as const;
export type Order = (typeof orders)[number];
export type Severity = DefinitionProblem['severity'];

/** A problem with its number in the list as it came. */
export type Finding = DefinitionProblem & { index: number };

const text = new Intl.Collator('en', { numeric: true });

/** Sheet, row and column, as far as a problem has them; its JSON pointer else. */
export function placeText({ sheet, row, column, path }: DefinitionProblem): string {
  const parts = [sheet ?? '', row === undefined ? '' : String(row), column ?? ''].filter(Boolean);
  return parts.length > 0 ? parts.join(' · ') : path;
}

const ranks: Record<Order, (a: Finding, b: Finding) => number> = {
  severity: (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  place: (a, b) => text.compare(a.sheet ?? '', b.sheet ?? '') || (a.row ?? 0) - (b.row ?? 0) || text.compare(a.column ?? '', b.column ?? ''),
  message: (a, b) => text.compare(wordsOf(a.message), wordsOf(b.message))
};

/** The problems of one severity, or of both, in an order such as "place" or "-place"; those that are equal stay as they came. */
export function arranged(problems: readonly DefinitionProblem[], order: string, only?: Severity): Finding[] {
  const [name, sign] = order.startsWith('-') ? [order.slice(1), -1] : [order, 1];
  const rank = ranks[name as Order];
  return problems
    .map((problem, index) => ({ ...problem, index }))
    .filter((problem) => !only || problem.severity === only)
    .sort((a, b) => sign * rank(a, b) || a.index - b.index);
}

/** The problems as a CSV file that spreadsheets open. */
export function csvOf(problems: readonly DefinitionProblem[]): string {
  const rows = problems.map(({ severity, sheet, row, column, path, code, message }) => [severity, sheet, row, column, path, code, wordsOf(message)]);
  return csvFile([['severity', 'sheet', 'row', 'column', 'path', 'code', 'message'], ...rows]);
}
