/** Functions that choose and decide. `if`, `coalesce` and `once` evaluate only what they need. */
import { argument, type Rules, rule } from './eval';
import { isBlank, single, toBoolean, toNumber, toText, type Value } from './value';

function within(count: number, least: number, most: number): boolean {
  return (least === -1 || count >= least) && (most === -1 || count <= most);
}

function isYes(value: Value): boolean {
  return toText(value) === 'yes';
}

export const controlFunctions: Rules = {
  if: {
    least: 3,
    most: 3,
    call: (context, [when, then, otherwise]) =>
      argument(context, toBoolean(argument(context, when)) ? then : otherwise)
  },
  coalesce: {
    least: 2,
    most: Infinity,
    call: (context, parts) => {
      let value: Value = '';
      for (const part of parts) {
        value = single(part.run(context));
        if (!isBlank(value)) break;
      }
      return value;
    }
  },
  once: {
    least: 1,
    most: 1,
    self: 2,
    call: (context, [value]) => (isBlank(context.self) ? argument(context, value) : context.self)
  },
  boolean: rule(1, 1, ([value = '']) => toBoolean(value)),
  'boolean-from-string': rule(1, 1, ([value = '']) => ['true', '1'].includes(toText(value))),
  not: rule(1, 1, ([value = '']) => !toBoolean(value)),
  true: rule(0, 0, () => true),
  false: rule(0, 0, () => false),
  checklist: rule(3, Infinity, ([least = '', most = '', ...values], { zone }) =>
    within(values.filter(isYes).length, toNumber(least, zone), toNumber(most, zone))
  ),
  'weighted-checklist': {
    ...rule(4, Infinity, ([least = '', most = '', ...values], { zone }) => {
      let sum = 0;
      for (let index = 0; index < values.length; index += 2) {
        if (isYes(values[index] ?? '')) sum += toNumber(values[index + 1] ?? '', zone);
      }
      return within(sum, toNumber(least, zone), toNumber(most, zone));
    }),
    pairs: true
  }
};
