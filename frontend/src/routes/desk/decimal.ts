import { formatNumber } from '$lib/ui/language.svelte';

/** Reads a number such as 12.5 or 12,5; undefined for anything else. */
export function decimal(text: string): number | undefined {
  const trimmed = text.trim();
  return /^[-−]?\d{1,9}([.,]\d{1,9})?$/.test(trimmed) ? Number(trimmed.replace('−', '-').replace(',', '.')) : undefined;
}

/** Whether a text is empty, or a number between two bounds, both included. */
export function within(text: string, least: number, most: number): boolean {
  const value = decimal(text);
  return text.trim() === '' || (value !== undefined && value >= least && value <= most);
}

/** A number as people type it in their language; '' for none. */
export const typedNumber = (value: number | undefined): string =>
  value === undefined ? '' : formatNumber(value, { useGrouping: false, maximumFractionDigits: 9 });
