/** Functions that count, add up and round. */
import { type Rule, type Rules, rule } from './eval';
import { isBlank, members, toNumber } from './value';

/** Blanks are skipped; `start` is the result when nothing else is left. */
function fold(least: number, start: number, step: (sum: number, next: number) => number): Rule {
  return rule(least, Infinity, (values, { zone }) => {
    const filled = values.flatMap(members).filter((value) => !isBlank(value));
    const [first, ...rest] = filled.map((value) => toNumber(value, zone));
    return first === undefined ? start : rest.reduce((sum, next) => step(sum, next), first);
  });
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

export const numbers: Rules = {
  number: { ...rule(0, 1, ([value], { self, zone }) => toNumber(value ?? self, zone)), self: 1 },
  int: rule(1, 1, ([value = ''], { zone }) => Math.trunc(toNumber(value, zone))),
  round: rule(1, 2, ([value = '', places = 0], { zone }) => roundTo(toNumber(value, zone), toNumber(places, zone))),
  sum: fold(1, 0, (sum, next) => sum + next),
  min: fold(1, NaN, Math.min),
  max: fold(1, NaN, Math.max),
  'count-non-empty': rule(1, Infinity, (values) => values.flatMap(members).filter((value) => !isBlank(value)).length),
  random: rule(0, 0, (_, { random }) => random())
};
