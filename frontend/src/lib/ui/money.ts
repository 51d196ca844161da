import { formatNumber } from './language.svelte';

/** An amount in the smallest unit of its ISO 4217 currency, for example 2550 CHF = 25.50 francs. */
interface Money {
  amount: number;
  currency: string;
}

/** How many decimals a currency has: 2 for CHF, 0 for JPY. Throws RangeError for what is no currency code. */
const decimalsOf = (currency: string): number => new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;

/** An amount with its currency, in the currency's own number of decimals. */
export const formatMoney = ({ amount, currency }: Money): string => formatNumber(amount / 10 ** decimalsOf(currency), { style: 'currency', currency });

/** The amount as a person would type it, with a decimal point: 2550 CHF is "25.50". */
export function typedAmount({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  return (amount / 10 ** decimals).toFixed(decimals);
}

/**
 * Reads an amount that is not negative, with a decimal point or comma and apostrophes or
 * blanks between thousands; undefined for anything else, also for more decimals than the
 * currency has.
 */
export function readAmount(text: string, currency: string): number | undefined {
  const plain = text.replace(/(?<=\d)['’\s](?=\d{3}(?!\d))/g, '').trim().replace(',', '.');
  const decimals = decimalsOf(currency);
  const [, whole, part = ''] = /^(\d{1,9})(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === undefined || part.length > decimals) return undefined;
  return Number(whole + part.padEnd(decimals, '0'));
}
