/** A pilot's rows as a table. Pure. */
import type { Level } from '$lib/client/comparison';
import type { PilotRow } from '$lib/client/pilot';
import type { ChartCell, ChartTable } from '$lib/ui/charts/table';
import { formatNumber } from '$lib/ui/language.svelte';
import { change, changeInterval, level, probability } from '../comparison/figures';
import { t as words } from '../comparison/messages';
import { measureOf } from '../comparison/panels';
import { titleOf } from '../comparison/rows';
import { t } from './messages';

export interface Titles {
  baseline: string;
  followUp: string;
  test: string;
  control: string;
}

const arms = ['test', 'control'] as const;
const sides = ['baseline', 'followUp'] as const;

export function tableOf(rows: readonly PilotRow[], titles: Titles, behind: (row: PilotRow, arm: 'test' | 'control', side: 'baseline' | 'followUp') => string): ChartTable {
  const cells = (row: PilotRow): ChartCell[] => {
    const measure = measureOf(row);
    const of = (one: Level, href: string): ChartCell[] => [
      { text: level(measure, one.estimate), value: one.estimate },
      { text: formatNumber(one.n), value: one.n, href }
    ];
    return [
      titleOf(row),
      ...arms.flatMap((arm) => sides.flatMap((side) => of(row[arm][side], behind(row, arm, side)))),
      { text: change(measure, row.parallel?.estimate), value: row.parallel?.estimate },
      { text: change(measure, row.change?.estimate), value: row.change?.estimate },
      changeInterval(measure, row.change?.interval),
      { text: probability(row.change?.p), value: row.change?.p },
      { text: probability(row.change?.q), value: row.change?.q },
      words[row.verdict]
    ];
  };
  return {
    columns: [
      { label: words.indicator },
      ...arms.flatMap((arm) => sides.flatMap((side) => [{ label: `${titles[arm]}, ${titles[side]}`, numeric: true }, { label: 'n', numeric: true }])),
      { label: t.parallelTitle, numeric: true },
      { label: t.effect, numeric: true },
      { label: words.interval95 },
      { label: 'p', numeric: true },
      { label: 'q', numeric: true },
      { label: words.verdict }
    ],
    rows: rows.map(cells)
  };
}
