/** A benchmark's rows as pairs of sides and as a table. Pure. */
import type { Against, BenchmarkRow } from '$lib/client/benchmark';
import type { ComparisonRow, Verdict } from '$lib/client/comparison';
import type { ChartCell, ChartTable } from '$lib/ui/charts/table';
import { formatNumber } from '$lib/ui/language.svelte';
import { change, level, levelInterval, changeInterval, probability } from '../comparison/figures';
import { t as words } from '../comparison/messages';
import { measureOf } from '../comparison/panels';
import { t } from './messages';

/** Own against one of the others, as a row of two sides: theirs first, so that the change is own minus theirs. */
export const pairOf = (row: BenchmarkRow, against: Against): ComparisonRow => ({
  ...row,
  definition: { id: row.definition, versions: { baseline: null, followUp: null } },
  baseline: against.level,
  followUp: row.own,
  change: against.change,
  method: against.method,
  verdict: against.verdict,
  relevant: against.relevant,
  needed: null,
  notes: against.notes
});

/** One line for each pair of own and another. */
export function tableOf(
  rows: readonly BenchmarkRow[],
  titleOf: (row: BenchmarkRow) => string,
  verdicts: Record<Verdict, string>,
  behind: (row: BenchmarkRow, brand: string | null | undefined) => string
): ChartTable {
  const line = (row: BenchmarkRow, against: Against, brand: string | null): ChartCell[] => {
    const measure = measureOf(row);
    return [
      titleOf(row),
      brand === null ? t.allBrands : brand || t.unnamed,
      { text: level(measure, row.own.estimate), value: row.own.estimate },
      levelInterval(measure, row.own.interval),
      { text: formatNumber(row.own.n), value: row.own.n, href: behind(row, undefined) },
      { text: level(measure, against.level.estimate), value: against.level.estimate },
      levelInterval(measure, against.level.interval),
      { text: formatNumber(against.level.n), value: against.level.n, href: behind(row, brand) },
      { text: change(measure, against.change?.estimate), value: against.change?.estimate },
      changeInterval(measure, against.change?.interval),
      { text: probability(against.change?.q), value: against.change?.q },
      verdicts[against.verdict]
    ];
  };
  return {
    columns: [
      { label: words.indicator },
      { label: t.page },
      { label: t.own, numeric: true },
      { label: words.interval95 },
      { label: `n ${t.own}`, numeric: true },
      { label: words.level, numeric: true },
      { label: words.interval95 },
      { label: words.n, numeric: true },
      { label: t.distance, numeric: true },
      { label: words.interval95 },
      { label: 'q', numeric: true },
      { label: words.verdict }
    ],
    rows: rows.flatMap((row) => [...(row.brands ?? []).map((one) => line(row, one, one.brand)), ...(row.all ? [line(row, row.all, null)] : [])])
  };
}
