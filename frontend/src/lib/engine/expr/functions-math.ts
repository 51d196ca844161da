/** Functions that round and calculate; angles are in radians. */
import { type Rule, type Rules, rule } from './eval';
import { numeric } from './functions-number';
import { toNumber } from './value';

/**
 * Rounds to twelve significant digits: no two mathematical libraries agree on the last bits of these functions, and a
 * server must find what a phone found.
 */
function twelve(count: number, call: (...numbers: number[]) => number): Rule {
  return numeric(count, (...numbers) => significant(call(...numbers)));
}

function significant(number: number): number {
  return Number.isFinite(number) ? Number(number.toExponential(11)) : number;
}

/** Whole powers are squared repeatedly, which is exact as long as the result has room; the broken rest multiplies that. */
function power(base = NaN, exponent = NaN): number {
  if (!Number.isFinite(exponent)) return Math.pow(base, exponent);
  const whole = Math.trunc(exponent);
  if (exponent !== whole) return significant(power(base, whole) * Math.pow(base, exponent - whole));
  if (exponent < 0) return 1 / power(base, -exponent);
  let result = 1;
  let square = base;
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** Rounds the decimal digits that are printed, half away from zero; places may be negative. */
function roundTo(value: number, places: number): number {
  if (Number.isNaN(places)) return NaN;
  if (!Number.isFinite(value) || value === 0) return value;
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const keep = Number(exponent) + 1 + Math.trunc(Math.max(-400, Math.min(400, places)));
  if (keep >= digits.length) return value;
  if (keep < 0) return 0;
  const kept = BigInt(`0${digits.slice(0, keep)}`) + (digits.charAt(keep) >= '5' ? 1n : 0n);
  return Math.sign(value) * Number(`${kept}e${Number(exponent) + 1 - keep}`);
}

export const mathFunctions: Rules = {
  round: rule(1, 2, ([value = '', places = 0], { zone }) => roundTo(toNumber(value, zone), toNumber(places, zone))),
  pi: numeric(0, () => Math.PI),
  sqrt: numeric(1, Math.sqrt),
  pow: numeric(2, power),
  exp: twelve(1, Math.exp),
  exp10: numeric(1, (exponent) => power(10, exponent)),
  log: twelve(1, Math.log),
  log10: twelve(1, Math.log10),
  sin: twelve(1, Math.sin),
  cos: twelve(1, Math.cos),
  tan: twelve(1, Math.tan),
  asin: twelve(1, Math.asin),
  acos: twelve(1, Math.acos),
  atan: twelve(1, Math.atan),
  atan2: twelve(2, Math.atan2)
};
