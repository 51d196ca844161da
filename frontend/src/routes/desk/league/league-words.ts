/** A league in words and as a table. */
import type { League, LeagueRow } from '$lib/client/league';
import type { Wave } from '$lib/client/wave';
import type { ChartTable } from '$lib/ui/charts/table';
import { formatNumber, pick } from '$lib/ui/language.svelte';
import { change, changeInterval, level, levelInterval } from '../comparison/figures';
import { t as words } from '../comparison/messages';
import type { Measure } from '../comparison/panels';
import { t } from './messages';
import { rankText, standingsOf } from './standings';

export const waveTitle = (wave: Wave): string => pick(wave.title) || wave.name;
export const columnTitle = ({ indicator }: League): string => pick(indicator.title ?? undefined) || indicator.name;

/** What the ranking finds, in one sentence. */
export function findingOf({ rows }: League): string {
  const { certain, leaders } = standingsOf(rows);
  const [first] = leaders;
  if (leaders.length === 1 && first) return t.findingLeader(first.location.title, rows.length);
  return certain === 0 && leaders.length < rows.length ? t.findingLeaders(leaders.length, rows.length) : t.finding(certain, rows.length);
}

/** All numbers of a row, a line each. */
export function rowWords(row: LeagueRow, measure: Measure): string {
  const { location, level: one, change: moved } = row;
  return [
    [location.title, location.brand].filter(Boolean).join(', '),
    row.best === row.worst ? t.certainRank(rankText(row)) : t.tied(rankText(row)),
    t.levelLine(level(measure, one.estimate), levelInterval(measure, one.interval), formatNumber(one.n)),
    moved && t.changeLine(change(measure, moved.estimate), changeInterval(measure, moved.interval)),
    row.verdict && words[row.verdict]
  ]
    .filter(Boolean)
    .join('\n');
}

export function tableOf(rows: readonly LeagueRow[], measure: Measure, href: (row: LeagueRow) => string): ChartTable {
  const levels = (value: number | null | undefined) => ({ text: level(measure, value ?? null), value });
  const changes = (value: number | null | undefined) => ({ text: change(measure, value), value });
  return {
    columns: [
      { label: t.rank, numeric: true }, { label: t.best, numeric: true }, { label: t.worst, numeric: true }, { label: t.location }, { label: t.code }, { label: t.brand },
      { label: `${t.own} / ${t.competitor}` }, { label: 'n', numeric: true }, { label: t.level, numeric: true }, { label: t.low, numeric: true }, { label: t.high, numeric: true },
      { label: t.change, numeric: true }, { label: t.low, numeric: true }, { label: t.high, numeric: true }, { label: t.verdict }
    ],
    rows: rows.map((row) => [
      row.rank, row.best, row.worst, row.location.title, row.location.code, row.location.brand ?? '', row.location.competitor ? t.competitor : t.own,
      { text: formatNumber(row.level.n), value: row.level.n, href: href(row) }, levels(row.level.estimate), levels(row.level.interval?.[0]), levels(row.level.interval?.[1]),
      changes(row.change?.estimate), changes(row.change?.interval?.[0]), changes(row.change?.interval?.[1]), row.verdict ? words[row.verdict] : ''
    ])
  };
}
