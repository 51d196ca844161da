/**
 * Reads a number as people type it, with decimal point or comma and with spaces or
 * apostrophes between thousands. Text that is no number is given back as it is, so that it
 * stays visible and is reported, not lost; blank gives undefined.
 */
export function readNumber(typed: string): number | string | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  const plain = text.replace(/(\d)[\s'’](?=\d{3}(?!\d))/g, '$1').replace(/^[−–]/, '-');
  if (!/^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)$/.test(plain)) return text;
  const number = Number(plain.replace(',', '.'));
  return Number.isFinite(number) ? number : text;
}

/** A number as it can be typed again: decimals by the reader's own sign, no grouping. */
export function formatPlain(value: number, locale?: string): string {
  // The steps of every scale; a browser takes several milliseconds for its first formatter.
  if (Number.isInteger(value) && Math.abs(value) < 1000 && /^(?:en|de)\b/.test(locale ?? globalThis.navigator?.language ?? '')) return String(value);
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 20 }).format(value);
}
