/** Cells of the heat table in words, and the table behind it. */
import type { EffectivenessCell, EffectivenessTouchpoint, Effectiveness } from '$lib/client/effectiveness';
import type { Wave } from '$lib/client/wave';
import type { ChartTable } from '$lib/ui/charts/table';
import { formatNumber, formatPercent, pick } from '$lib/ui/language.svelte';
import { change, changeInterval, level, levelInterval, probability } from '../comparison/figures';
import { t as comparison } from '../comparison/messages';
import { t } from './messages';
import { measuredWaves, verdictsOf } from './heat';

export const titleOf = (wave: Wave | undefined): string => pick(wave?.title) || wave?.name || '';

const nameOf = (row: EffectivenessTouchpoint) => pick(row.title ?? undefined) || row.name;

/** All numbers of a cell, a line each. */
export function cellWords(row: EffectivenessTouchpoint, cell: EffectivenessCell, waveTitle: (name: string) => string): string {
  const { level: one, change: moved } = cell;
  if (!one) return '';
  return [
    `${nameOf(row)}, ${waveTitle(cell.wave)}`,
    t.levelLine(level('score', one.estimate), levelInterval('score', one.interval), formatNumber(one.n)),
    moved && t.changeLine(waveTitle(cell.against), change('score', moved.estimate), changeInterval('score', moved.interval), probability(moved.q)),
    cell.verdict && [comparison[cell.verdict], cell.relevant && comparison.relevant].filter(Boolean).join(', '),
    cell.needed && t.neededLine(formatNumber(cell.needed.responses)),
    row.goal !== null && one.estimate !== null && goalLine(row.goal, one.estimate, cell),
    ...(cell.notes ?? []).map((note) => pick(note.text))
  ]
    .filter(Boolean)
    .join('\n');
}

function goalLine(goal: number, estimate: number, { goalAttainment }: EffectivenessCell): string {
  if (estimate >= goal) return t.goalReached(formatNumber(goal));
  const missing = level('score', goal - estimate);
  return goalAttainment && goalAttainment.value > 0 ? t.goalPartly(formatNumber(goal), missing, formatPercent(goalAttainment.value)) : t.goalMissing(formatNumber(goal), missing);
}

/** What the newest comparison says, in one sentence; of a single wave how many goals are reached. */
export function findingOf(effectiveness: Effectiveness, goals: { reached: number; withGoal: number }, rows: number): string {
  const found = verdictsOf(effectiveness);
  if (!found) return goals.withGoal > 0 ? t.findingGoals(goals.reached, goals.withGoal) : t.findingFirst(rows);
  const { counts, total } = found;
  const against = titleOf(effectiveness.waves.find(({ name }) => name === found.against));
  const parts = [
    counts.improved > 0 && comparison.findingSome('touchpoint', total, counts.improved, counts.worsened),
    counts.improved === 0 && (counts.worsened > 0 ? t.findingWorse(counts.worsened, total) : comparison.findingNone('touchpoint', total)),
    counts.unchanged > 0 && comparison.findingUnchanged(counts.unchanged),
    counts.undecided > 0 && comparison.findingUndecided(counts.undecided),
    counts.noTest > 0 && comparison.findingNoTest(counts.noTest)
  ];
  const sentence = parts.filter(Boolean).join(', ');
  const since = against ? t.since(sentence, against) : sentence;
  // Of several waves the one that is spoken of is named.
  return measuredWaves(effectiveness).length > 2 ? t.inWave(since, titleOf(effectiveness.waves.find(({ name }) => name === found.wave))) : since;
}

/** One line for each touchpoint and wave. */
export function tableOf(effectiveness: Effectiveness, rows: readonly EffectivenessTouchpoint[], waves: readonly number[], href: (row: EffectivenessTouchpoint, cell: EffectivenessCell) => string): ChartTable {
  const waveTitle = (name: string) => titleOf(effectiveness.waves.find((wave) => wave.name === name));
  return {
    columns: [
      { label: t.touchpoint },
      { label: t.wave },
      { label: 'n', numeric: true },
      { label: comparison.level, numeric: true },
      { label: t.low, numeric: true },
      { label: t.high, numeric: true },
      { label: comparison.goal, numeric: true },
      { label: t.comparedWith },
      { label: comparison.change, numeric: true },
      { label: t.low, numeric: true },
      { label: t.high, numeric: true },
      { label: 'q', numeric: true },
      { label: comparison.verdict }
    ],
    rows: rows.flatMap((row) =>
      waves.flatMap((index) => {
        const cell = row.cells[index];
        if (!cell?.level) return [];
        const { level: one, change: moved } = cell;
        const points = (value: number | null | undefined) => ({ text: level('score', value ?? null), value });
        const moves = (value: number | null | undefined) => ({ text: change('score', value), value });
        return [
          [
            nameOf(row), waveTitle(cell.wave), { text: formatNumber(one.n), value: one.n, href: href(row, cell) },
            points(one.estimate), points(one.interval?.[0]), points(one.interval?.[1]), points(row.goal),
            cell.against ? waveTitle(cell.against) : '', moves(moved?.estimate), moves(moved?.interval?.[0]), moves(moved?.interval?.[1]),
            { text: probability(moved?.q), value: moved?.q }, cell.verdict ? comparison[cell.verdict] : ''
          ]
        ];
      })
    )
  };
}
