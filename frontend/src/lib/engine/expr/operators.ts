/** The operators of expressions. */
import { type Context, type Evaluator, spend } from './eval';
import { equal, holds, Nodes, type Single, toBoolean, toNumber, type Value } from './value';

export const levels = [['or'], ['and'], ['=', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', 'div', 'mod']] as const;

/** The binary operators from weak to strong. */
export const operators = levels.flat();

export type Operator = (typeof operators)[number];

/** Joins the value so far with what comes next, which it evaluates only when that matters. */
export type Step = (left: Value, right: Evaluator, context: Context) => Value;

function numeric(call: (left: number, right: number) => number): Step {
  return (left, right, context) => call(toNumber(left, context.zone), toNumber(right(context), context.zone));
}

function comparison(test: (left: Single, right: Single, zone: string) => boolean): Step {
  return (left, right, context) => {
    const other = right(context);
    if (typeof left !== 'object' && typeof other !== 'object') return test(left, other, context.zone);
    if (left instanceof Nodes && other instanceof Nodes) spend(context, left.list.length * other.list.length);
    return holds(left, other, (one, two) => test(one, two, context.zone));
  };
}

function order(test: (left: number, right: number) => boolean): Step {
  return comparison((left, right, zone) => test(toNumber(left, zone), toNumber(right, zone)));
}

export const steps: Readonly<Record<Operator, Step>> = {
  or: (left, right, context) => toBoolean(left) || toBoolean(right(context)),
  and: (left, right, context) => toBoolean(left) && toBoolean(right(context)),
  '=': comparison(equal),
  '!=': comparison((left, right, zone) => !equal(left, right, zone)),
  '<': order((left, right) => left < right),
  '<=': order((left, right) => left <= right),
  '>': order((left, right) => left > right),
  '>=': order((left, right) => left >= right),
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
    for (const [step, right] of links) {
      spend(context, 1);
      value = step(value, right, context);
    }
    return value;
  };
}
