/** Functions of numbers that most definitions use. */
import { type Rule, type Rules, rule } from './eval';
import { toNumber } from './value';

/** A function of so many numbers. */
export function numeric(count: number, call: (...numbers: number[]) => number): Rule {
  return rule(count, count, (values, { zone }) => call(...values.map((value) => toNumber(value, zone))));
}

export const numberFunctions: Rules = {
  number: { ...rule(0, 1, ([value], { self, zone }) => toNumber(value ?? self, zone)), self: 1 },
  int: numeric(1, Math.trunc),
  abs: numeric(1, Math.abs),
  random: { ...rule(0, 0, (_, { random }) => random()), draws: true }
};
