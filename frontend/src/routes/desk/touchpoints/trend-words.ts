/** Numbers of a touchpoint over time in words and as tables. */
import type { EffectivenessCell } from '$lib/client/effectiveness';
import type { Series, SeriesPoint, Trend } from '$lib/client/trend';
import type { ChartTable } from '$lib/ui/charts/table';
import { formatNumber, pick } from '$lib/ui/language.svelte';
import { change, changeInterval, level, levelInterval } from '../comparison/figures';
import { t as comparison } from '../comparison/messages';
import { measureOf, type Measure } from '../comparison/panels';
import { t } from './messages-page';

export const seriesTitle = (series: Series): string =>
  series.role === 'composite' ? t.whole : pick(series.title ?? undefined) || series.indicator.replace(/^(touchpoint|section|question):/, '');

/** Titles of series that others have too, told apart by their definitions. */
export function definitionsBeside(some: readonly Series[], titles: ReadonlyMap<string, string>): (series: Series) => string {
  const times = new Map<string, number>();
  for (const series of some) times.set(seriesTitle(series), (times.get(seriesTitle(series)) ?? 0) + 1);
  return (series) => ((times.get(seriesTitle(series)) ?? 0) > 1 && series.role !== 'composite' ? (titles.get(series.definition.id) ?? series.definition.id) : '');
}

/** All numbers of a point, a line each. */
export function pointWords(series: Series, measure: Measure, point: SeriesPoint, waveTitle: (name: string) => string): string {
  const { level: one } = point;
  if (!one) return '';
  return [
    `${seriesTitle(series)}, ${waveTitle(point.wave)}`,
    t.levelLine(level(measure, one.estimate), levelInterval(measure, one.interval), formatNumber(one.n)),
    series.goal !== null && t.goalLine(level(measure, series.goal)),
    !point.comparable && (pick(point.note ?? undefined) || t.notComparable)
  ]
    .filter(Boolean)
    .join('\n');
}

/** The newest point with a number. */
export const newestPoint = (series: Series): SeriesPoint | undefined => series.points.findLast((point) => typeof point.level?.estimate === 'number');

/** The newest level against the goal: there by the whole interval, short of it by the whole interval, or neither can be told. */
export type Standing = 'reached' | 'short' | 'open';

export interface Gap {
  series: Series;
  point: SeriesPoint;
  /** Level less goal, positive when better than the goal. */
  distance: number;
  standing: Standing;
}

/** How far every series with a goal is from it in its newest wave, the furthest first by share of its scale. */
export function gapsOf(some: readonly Series[]): Gap[] {
  return some
    .flatMap((series) => {
      const point = newestPoint(series);
      const estimate = point?.level?.estimate;
      if (series.goal === null || !point || typeof estimate !== 'number') return [];
      const sign = series.better === 'lower' ? -1 : 1;
      const distance = sign * (estimate - series.goal);
      const ends = (point.level?.interval ?? []).map((end) => sign * (end - (series.goal ?? 0)));
      const standing: Standing = ends.length < 2 ? 'open' : ends.every((end) => end >= 0) ? 'reached' : ends.every((end) => end < 0) ? 'short' : 'open';
      return [{ series, point, distance, standing }];
    })
    .sort((a, b) => relative(a) - relative(b));
}

const relative = ({ series, distance }: Gap): number => {
  const [low, high] = { share: [0, 1], score: [0, 100], nps: [-100, 100], minutes: undefined, mean: undefined }[measureOf(series)] ?? series.scale ?? [0, Math.abs(series.goal ?? 1) || 1];
  return distance / ((high ?? 1) - (low ?? 0) || 1);
};

/** The finding about the composite: where it stands, and the verdict on its newest change. */
export function trendFinding({ composite, touchpoint }: Trend, cell: EffectivenessCell | undefined, waveTitle: (name: string) => string): string {
  const name = pick(touchpoint.title) || touchpoint.name;
  const last = composite && newestPoint(composite);
  if (!last?.level) return t.noLevel(name);
  const now = level('score', last.level.estimate);
  if (!cell?.verdict || !cell.change || cell.wave !== last.wave) return t.findingOnce(name, now);
  const moved = t.moved(change('score', cell.change.estimate), changeInterval('score', cell.change.interval));
  return t[cell.verdict](name, now, waveTitle(cell.against), moved);
}

/** One line for each series and wave. */
export function tableOf(some: readonly Series[], waveTitle: (name: string) => string, href: (series: Series, point: SeriesPoint) => string): ChartTable {
  return {
    columns: [
      { label: comparison.indicator },
      { label: t.wave },
      { label: 'n', numeric: true },
      { label: comparison.level, numeric: true },
      { label: t.low, numeric: true },
      { label: t.high, numeric: true },
      { label: comparison.goal, numeric: true },
      { label: comparison.notes }
    ],
    rows: some.flatMap((series) => {
      const measure = measureOf(series);
      const shown = (value: number | null | undefined) => ({ text: level(measure, value ?? null), value });
      return series.points.flatMap((point) => {
        const { level: one } = point;
        if (!one) return [];
        return [
          [
            seriesTitle(series), waveTitle(point.wave), { text: formatNumber(one.n), value: one.n, href: href(series, point) }, shown(one.estimate),
            shown(one.interval?.[0]), shown(one.interval?.[1]), shown(series.goal), point.comparable ? '' : pick(point.note ?? undefined) || t.notComparable
          ]
        ];
      });
    })
  };
}
