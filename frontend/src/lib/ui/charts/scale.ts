/** Linear scales and axis ticks for the charts: numbers in, pixels out. */

import { ticks as roundNumbers, tickStep } from 'd3-array';
import { scaleLinear } from 'd3-scale';

export type Span = readonly [number, number];

/** Maps a domain onto pixels; an empty domain maps everything to the middle. */
export function linear(domain: Span, range: Span): (value: number) => number {
  const scale = scaleLinear([...domain], [...range]);
  return (value) => scale(value);
}

/** The step 1, 2 or 5 times a power of ten that cuts the span into about `count` parts. */
export const stepFor = (span: number, count: number): number => (span > 0 && Number.isFinite(span) ? tickStep(0, span, count) : 1);

/** Round numbers inside the domain, about `count` of them, free of binary noise. */
export const ticks = (domain: Span, count = 4): number[] => roundNumbers(domain[0], domain[1], count);

/**
 * The smallest domain with round ends that holds all values, never leaving `bounds`;
 * at least `least` wide, so that tiny differences do not look large.
 */
export function fit(values: readonly number[], bounds: Span | null, least: number): Span {
  const known = values.filter(Number.isFinite);
  let low = known.length > 0 ? Math.min(...known) : (bounds?.[0] ?? 0);
  let high = known.length > 0 ? Math.max(...known) : (bounds?.[1] ?? 1);
  if (high - low < least) {
    const middle = (low + high) / 2;
    low = middle - least / 2;
    high = middle + least / 2;
  }
  const step = stepFor(high - low, 4);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  low = Number((Math.floor(low / step + 1e-9) * step).toFixed(decimals));
  high = Number((Math.ceil(high / step - 1e-9) * step).toFixed(decimals));
  return bounds ? [Math.max(low, bounds[0]), Math.min(high, bounds[1])] : [low, high];
}

/** A domain with zero in its middle that holds all values. */
export function around(values: readonly number[], least: number): Span {
  const far = Math.max(least, ...values.filter(Number.isFinite).map(Math.abs));
  const step = stepFor(2 * far, 4);
  const end = Number((Math.ceil(far / step - 1e-9) * step).toPrecision(12));
  return [-end, end];
}
