/** The operators of expressions. */
import type { Evaluator } from './eval';
import { equal, toBoolean, toNumber } from './value';

export const levels = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']] as const;

/** The binary operators from weak to strong. */
export const operators = levels.flat();

export type Operator = (typeof operators)[number];

const numeric: Partial<Record<Operator, (left: number, right: number) => number | boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '+': (left, right) => left + right,
  '-': (left, right) => left - right,
  '*': (left, right) => left * right,
  div: (left, right) => left / right,
  mod: (left, right) => left % right
};

/** `and` and `or` evaluate their right side only when it matters. */
export function compute(operator: Operator, left: Evaluator, right: Evaluator): Evaluator {
  switch (operator) {
    case 'or':
      return (context) => toBoolean(left(context)) || toBoolean(right(context));
    case 'and':
      return (context) => toBoolean(left(context)) && toBoolean(right(context));
    case '=':
      return (context) => equal(left(context), right(context), context.zone);
    case '!=':
      return (context) => !equal(left(context), right(context), context.zone);
    default: {
      const call = numeric[operator] as (left: number, right: number) => number | boolean;
      return (context) => call(toNumber(left(context), context.zone), toNumber(right(context), context.zone));
    }
  }
}
