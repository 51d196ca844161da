/** Functions that add up and compare any number of values; a list counts as its members, blanks are left out. */
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

export const aggregateFunctions: Rules = {
  sum: fold(1, 0, (sum, next) => sum + next),
  min: fold(1, NaN, Math.min),
  max: fold(1, NaN, Math.max),
  'count-non-empty': rule(1, Infinity, (values) => values.flatMap(members).filter((value) => !isBlank(value)).length)
};
