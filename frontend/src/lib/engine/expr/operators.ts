/** The operators of expressions. */
import type { Context, Evaluator } from './eval';
import { equal, toBoolean, toNumber, type Value } from './value';

export const levels = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']] as const;

/** The binary operators from weak to strong. */
export const operators = levels.flat();

export type Operator = (typeof operators)[number];

/** Joins the value so far with what comes next, which it evaluates only when that matters. */
export type Step = (left: Value, right: Evaluator, context: Context) => Value;

function numeric(call: (left: number, right: number) => number | boolean): Step {
  return (left, right, context) => call(toNumber(left, context.zone), toNumber(right(context), context.zone));
}

export const steps: Readonly<Record<Operator, Step>> = {
  or: (left, right, context) => toBoolean(left) || toBoolean(right(context)),
  and: (left, right, context) => toBoolean(left) && toBoolean(right(context)),
  '=': (left, right, context) => equal(left, right(context), context.zone),
  '!=': (left, right, context) => !equal(left, right(context), context.zone),
  '<': numeric((left, right) => left < right),
  '<=': numeric((left, right) => left <= right),
  '>': numeric((left, right) => left > right),
  '>=': numeric((left, right) => left >= right),
  '+': numeric((left, right) => left + right),
  '-': numeric((left, right) => left - right),
  '*': numeric((left, right) => left * right),
  div: numeric((left, right) => left / right),
  mod: numeric((left, right) => left % right)
};

/** A row of operators of one level, from left to right; a loop, as thousands of them must not exhaust the stack. */
export function chain(first: Evaluator, links: readonly (readonly [Step, Evaluator])[]): Evaluator {
  return (context) => {
    let value = first(context);
    for (const [step, right] of links) value = step(value, right, context);
    return value;
  };
}
