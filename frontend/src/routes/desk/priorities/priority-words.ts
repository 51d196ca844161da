/** Priorities in words and as a table. */
import type { Importance, Priorities, PriorityPoint } from '$lib/client/priorities';
import type { ChartTable } from '$lib/ui/charts/table';
import { formatNumber, formatPercent, pick } from '$lib/ui/language.svelte';
import type { Cross, Matrix, MatrixPoint } from './matrix';
import { t } from './messages';

export const titleOf = (point: PriorityPoint): string => pick(point.title ?? undefined) || point.indicator.replace(/^touchpoint:/, '');

export const importanceText = (value: number, importance: Importance): string => (importance === 'derived' ? formatPercent(value) : formatNumber(value, { maximumFractionDigits: 1 }));

export const points1 = (value: number): string => formatNumber(value, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).replace('-', '−');

/** All numbers of a point, a line each. */
export function pointWords({ point, importance, corner }: MatrixPoint, kind: Importance): string {
  const interval = point.performanceInterval ? t.interval(points1(point.performanceInterval[0]), points1(point.performanceInterval[1])) : '';
  return [
    titleOf(point),
    t.importanceLine(importanceText(importance, kind)),
    t.performanceLine(points1(point.performance ?? 0), interval, formatNumber(point.n)),
    point.goal !== null && t.goalLine(points1(point.goal)),
    t[corner]
  ]
    .filter(Boolean)
    .join('\n');
}

/** Less explained than this share, and no weight says anything. */
const leastExplained = 0.05;

/** Nor where chance explains as much with more than this probability. */
const mostByChance = 0.05;

/** The three most needed of the corner that comes first; when the outcome is hardly explained, only that. */
export function findingOf({ points }: Matrix, cross: Cross, { importance, outcome, rSquared, modelP }: Pick<Priorities, 'importance' | 'outcome' | 'rSquared' | 'modelP'>): string {
  if (importance === 'derived' && outcome) {
    const called = pick(outcome.title ?? undefined) || outcome.name;
    if ((rSquared ?? 0) < leastExplained) return t.findingUnexplained(called, formatPercent(rSquared ?? 0, 1));
    if ((modelP ?? 0) > mostByChance) return t.findingByChance(called);
  }
  const names = points.filter(({ corner }) => corner === 'first').map(({ point }) => titleOf(point)).slice(0, 3);
  const last = names.at(-1);
  if (!last) return t.findingNone(cross === 'goals');
  return t.findingFirst(names.length === 1 ? last : t.and(names.slice(0, -1).join(', '), last));
}

export function plotted(priorities: Priorities, cross: Cross): string {
  const { outcome, rSquared, n } = priorities;
  return [
    priorities.importance === 'stated' ? t.plottedStated : outcome && t.plottedDerived(pick(outcome.title ?? undefined) || outcome.name, formatPercent(rSquared ?? 0, 1), n ?? 0),
    cross === 'goals' ? t.plottedGoals : t.plottedMeans,
    t.ranked(cross === 'goals')
  ]
    .filter(Boolean)
    .join(' ');
}

export function tableOf({ points }: Matrix, kind: Importance, href: (point: PriorityPoint) => string): ChartTable {
  const number = (value: number | null | undefined) => (value === null || value === undefined ? null : { text: points1(value), value });
  return {
    columns: [
      { label: t.number, numeric: true }, { label: t.name }, { label: t.importance, numeric: true }, { label: t.performance, numeric: true }, { label: t.low, numeric: true },
      { label: t.high, numeric: true }, { label: t.goal, numeric: true }, { label: 'n', numeric: true }, { label: t.corner }
    ],
    rows: points.map(({ number: place, point, importance, corner }) => [
      place, titleOf(point), { text: importanceText(importance, kind), value: importance }, number(point.performance), number(point.performanceInterval?.[0]),
      number(point.performanceInterval?.[1]), number(point.goal), { text: formatNumber(point.n), value: point.n, href: href(point) }, t[corner]
    ])
  };
}
