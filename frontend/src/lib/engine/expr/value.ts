/**
 * Values of expressions and their conversions. The fine print is in surveys/conformance/README.md; the Go twin is
 * api/form/expr.
 */
import { wallDays } from './moment';

/** Dates are ISO 8601 strings; a list holds the names a select_multiple has chosen. */
export type Single = string | number | boolean | readonly string[];

/** A node list: the values of a question in several instances, of instances, or of the rows of a table. */
export class Nodes {
  constructor(
    readonly list: readonly Single[],
    /** Where each stands, for functions that ask for more than values; by the place in `list`. */
    readonly spots: readonly unknown[] = []
  ) {}
}

/** What an expression sees and gives. */
export type Value = Single | Nodes;

/** A value on its own; of a node list the first. */
export function single(value: Value): Single {
  return value instanceof Nodes ? (value.list[0] ?? '') : value;
}

/** True when there is no answer. */
export function isBlank(value: Value): boolean {
  if (value instanceof Nodes) return value.list.every(isBlank);
  return typeof value === 'object' ? value.length === 0 : value === '';
}

export function toBoolean(value: Value): boolean {
  if (value instanceof Nodes) return value.list.length > 0;
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : typeof value === 'boolean' ? value : !isBlank(value);
}

const numeral = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** NaN for what is no number; dates and times become wall-clock days since 1970-01-01 in the zone. */
export function toNumber(value: Value, zone: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Nodes) return toNumber(single(value), zone);
  const text = toText(value).replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
  const number = readNumeral(text);
  return Number.isNaN(number) ? wallDays(text, zone) : number;
}

/** Reads -?digits[.digits] or -?.digits; NaN for anything else. */
export function readNumeral(text: string): number {
  return numeral.test(text) ? Number(text) : NaN;
}

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return printNumber(value);
  if (typeof value === 'boolean') return String(value);
  return value instanceof Nodes ? toText(single(value)) : value.join(' ');
}

/** The fewest digits that read back as the same number, without an exponent; negative zero is 0. */
export function printNumber(value: number): string {
  const text = String(value === 0 ? 0 : value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return text;
  const [, sign = '', first = '', rest = '', power = ''] = match;
  const exponent = Number(power);
  return exponent < 0
    ? `${sign}0.${'0'.repeat(-exponent - 1)}${first}${rest}`
    : `${sign}${first}${rest}${'0'.repeat(exponent - rest.length)}`;
}

/** The members of a value for functions that take lists: a blank is one blank member, a node one member. */
export function members(value: Value): readonly Single[] {
  if (value instanceof Nodes) return value.list;
  return typeof value === 'object' && value.length > 0 ? value : [value];
}

/** The names a value holds for functions about choices: a list's, or the words of a text. */
export function chosen(value: Value): readonly string[] {
  const names = single(value);
  return typeof names === 'object' ? names : toText(names).split(/[ \t\r\n]+/).filter((word) => word !== '');
}

/** Equality by the rules of XPath 1.0: boolean before number before string. */
export function equal(left: Single, right: Single, zone: string): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left, zone) === toNumber(right, zone);
  return toText(left) === toText(right);
}

/** Whether a comparison holds; with node lists, for any node of theirs. Beside a boolean a node list is a boolean. */
export function holds(left: Value, right: Value, test: (left: Single, right: Single) => boolean): boolean {
  const sides = (value: Value, other: Value) =>
    value instanceof Nodes ? (typeof other === 'boolean' ? [toBoolean(value)] : value.list) : [value];
  const others = sides(right, left);
  return sides(left, right).some((one) => others.some((other) => test(one, other)));
}
