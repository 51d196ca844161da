/** Numbers of a comparison as people read them, by what they measure. */
import { formatDifference, formatNumber, formatPercent } from '$lib/ui/language.svelte';
import type { Interval } from '$lib/client/comparison';
import type { Measure } from './rows';
import { t } from './messages';

const decimals: Record<Measure, number> = { score: 1, share: 1, nps: 1, minutes: 1, mean: 2 };
/** What a stored value is multiplied by before it is shown. */
const factors: Record<Measure, number> = { score: 1, share: 100, nps: 1, minutes: 1 / 60, mean: 1 };

function fixed(value: number, digits: number): string {
  return formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('-', '−');
}

export function level(measure: Measure, value: number | null): string {
  if (value === null) return '–';
  if (measure === 'share') return formatPercent(value, 1);
  const text = measure === 'nps' ? formatDifference(value, 1) : fixed(value * factors[measure], decimals[measure]);
  return measure === 'minutes' ? t.minutes(text) : text;
}

export function change(measure: Measure, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  const text = formatDifference(value * factors[measure], decimals[measure]);
  if (measure === 'share') return t.percentagePoints(text);
  return measure === 'minutes' ? t.minutes(text) : text;
}

export function levelInterval(measure: Measure, interval: Interval | null): string {
  if (!interval) return '–';
  const [low, high] = interval.map((value) => fixed(value * factors[measure], decimals[measure]));
  return t.interval(low ?? '', high ?? '');
}

export function changeInterval(measure: Measure, interval: Interval | null | undefined): string {
  if (!interval) return '–';
  const [low, high] = interval.map((value) => formatDifference(value * factors[measure], decimals[measure]));
  return t.interval(low ?? '', high ?? '');
}

/** Axis marks: short, without units. */
export function mark(measure: Measure, value: number): string {
  return formatNumber(value * factors[measure], { maximumFractionDigits: 2 }).replace('-', '−');
}

export function changeMark(measure: Measure, value: number): string {
  return formatNumber(value * factors[measure], { maximumFractionDigits: 2, signDisplay: 'exceptZero' }).replace('-', '−');
}

/** A probability: "< 0.001" rather than a false zero. */
export function probability(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value < 0.001) return `< ${formatNumber(0.001)}`;
  return fixed(value, 3);
}
