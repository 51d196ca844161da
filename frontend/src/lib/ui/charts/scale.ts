/** Linear scales and axis ticks for the charts: numbers in, pixels out. */

export type Span = readonly [number, number];

/** Maps a domain onto pixels; an empty domain maps everything to the middle. */
export function linear(domain: Span, range: Span): (value: number) => number {
  const [low, high] = domain;
  const [left, right] = range;
  if (high === low) return () => (left + right) / 2;
  return (value) => left + ((value - low) / (high - low)) * (right - left);
}

/** The step 1, 2 or 5 times a power of ten that cuts the span into about `count` parts. */
export function stepFor(span: number, count: number): number {
  if (!(span > 0) || !Number.isFinite(span)) return 1;
  const raw = span / count;
  const power = 10 ** Math.floor(Math.log10(raw));
  const ratio = raw / power;
  if (ratio >= Math.sqrt(50)) return 10 * power;
  if (ratio >= Math.sqrt(10)) return 5 * power;
  if (ratio >= Math.SQRT2) return 2 * power;
  return power;
}

/** Round numbers inside the domain, about `count` of them, free of binary noise. */
export function ticks(domain: Span, count = 4): number[] {
  const step = stepFor(domain[1] - domain[0], count);
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const first = Math.ceil(domain[0] / step - 1e-9);
  const last = Math.floor(domain[1] / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) =>
    Number(((first + index) * step).toFixed(decimals))
  );
}

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
