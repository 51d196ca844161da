import type { ComparisonRow, Verdict } from '$lib/client/comparison';
import { pick } from '$lib/ui/language.svelte';
import { t } from './messages';
import { measureOf } from './panels';
import { level, levelInterval } from './figures';

/** What the two sides of rows are and how rows are spoken of: two waves, two groups, one row's parts. */
export interface Sides {
  /** Titles of the sides, as columns are headed. */
  before: string;
  after: string;
  /** Heads the column of differences. */
  difference: string;
  title: (row: ComparisonRow) => string;
  /** Said below the title. */
  context: (row: ComparisonRow) => string;
  /** Where the responses of one side are listed. */
  responses: (row: ComparisonRow, side: 'baseline' | 'followUp', more?: { value?: number; absent?: 'missing' | 'notApplicable' | 'notRelevant' }) => string;
  /** What verdicts are called; absent: as between waves. */
  verdicts?: Record<Verdict, string> | undefined;
}

/** Both levels of a row in words, for hover and screen readers. */
export function levelsInWords(row: ComparisonRow, sides: Sides): string {
  const measure = measureOf(row);
  const one = (side: 'baseline' | 'followUp') => `${level(measure, row[side].estimate)} (${levelInterval(measure, row[side].interval)})`;
  return t.levelsInWords(sides.title(row), sides.before, one('baseline'), sides.after, one('followUp'));
}

export const waveTitle = (wave: { name: string; title: Parameters<typeof pick>[0] }): string => pick(wave.title) || wave.name;
