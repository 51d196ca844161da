/** Numbers of a comparison as people read them, by what they measure. */
import { formatDifference, formatNumber, formatPercent } from '$lib/ui/language.svelte';
import type { Interval } from '$lib/client/comparison';
import type { Measure } from './panels';
import { t } from './messages';

const decimals: Record<Measure, number> = { score: 1, share: 1, nps: 1, minutes: 1, mean: 2 };
/** What a stored value is multiplied by before it is shown. */
const factors: Record<Measure, number> = { score: 1, share: 100, nps: 1, minutes: 1 / 60, mean: 1 };

/** A stored value in the unit people read: per cent, minutes, or as it is. */
export const shownAs = (measure: Measure, value: number): number => value * factors[measure];

function fixed(value: number, digits: number): string {
  return formatNumber(value, { minimumFractionDigits: digits, maximumFractionDigits: digits }).replace('-', '−');
}

/** A value as shown, with its unit. */
export function levelText(measure: Measure, value: number): string {
  const text = measure === 'nps' ? formatDifference(value, 1) : fixed(value, decimals[measure]);
  if (measure === 'share') return formatPercent(value / 100, decimals[measure]);
  return measure === 'minutes' ? t.minutes(text) : text;
}

export function level(measure: Measure, value: number | null): string {
  return value === null ? '–' : levelText(measure, shownAs(measure, value));
}

export function change(measure: Measure, value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  const text = formatDifference(shownAs(measure, value), decimals[measure]);
  if (measure === 'share') return t.percentagePoints(text);
  return measure === 'minutes' ? t.minutes(text) : text;
}

export function levelInterval(measure: Measure, interval: Interval | null): string {
  if (!interval) return '–';
  const [low, high] = interval.map((value) => fixed(shownAs(measure, value), decimals[measure]));
  return t.interval(low ?? '', high ?? '');
}

export function changeInterval(measure: Measure, interval: Interval | null | undefined): string {
  if (!interval) return '–';
  const [low, high] = interval.map((value) => formatDifference(shownAs(measure, value), decimals[measure]));
  return t.interval(low ?? '', high ?? '');
}

/** An axis mark of a value as shown: short, without unit. */
export function mark(value: number): string {
  return formatNumber(value, { maximumFractionDigits: 2 }).replace('-', '−');
}

export function changeMark(value: number): string {
  return formatNumber(value, { maximumFractionDigits: 2, signDisplay: 'exceptZero' }).replace('-', '−');
}

/** A probability: "< 0.001" rather than a false zero, and more decimals where 0.050 would hide which side of 5 % it is on. */
export function probability(value: number | null | undefined): string {
  if (value === null || value === undefined) return '–';
  if (value < 0.001) return `<\u00A0${formatNumber(0.001)}`;
  return fixed(value, Math.abs(value - 0.05) < 0.0005 ? 5 : 3);
}
