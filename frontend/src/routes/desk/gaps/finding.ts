/** What a gap view finds and in which order it stands. Pure. */
import type { ComparisonRow, Verdict } from '$lib/client/comparison';
import { foremost, gain, onePerTouchpoint, titleOf } from '../comparison/rows';
import { t } from './messages';

const certain: readonly Verdict[] = ['improved', 'worsened'];
const isCertain = ({ verdict }: Pick<ComparisonRow, 'verdict'>) => certain.includes(verdict);
const width = (row: ComparisonRow) => Math.abs(gain(row) ?? -1);

/** Certain gaps first, the widest (in standard deviations) on top. */
export const ranked = (rows: readonly ComparisonRow[]): ComparisonRow[] =>
  [...rows].sort((a, b) => Number(isCertain(b)) - Number(isCertain(a)) || width(b) - width(a) || titleOf(a).localeCompare(titleOf(b)));

export function findingOf(rows: readonly ComparisonRow[], left: string, right: string): string {
  const first = ranked(foremost(rows));
  const apart = first.filter(isCertain);
  const widest = apart[0];
  const touchpoints = onePerTouchpoint(first);
  if (!widest) return touchpoints ? t.findingNone(left, right, first.length) : t.findingNoneRows(left, right, first.length);
  const finding = touchpoints ? t.findingSome : t.findingSomeRows;
  return finding(left, right, first.length, apart.length, titleOf(widest));
}
