/**
 * Values of expressions and their conversions. The fine print is in surveys/conformance/README.md; the Go twin is
 * api/form/expr.
 */
import { wallDays } from './moment';

/** What an expression sees and gives. Dates are ISO 8601 strings; a list holds the names a select_multiple has chosen. */
export type Value = string | number | boolean | readonly string[];

/** True when there is no answer. */
export function isBlank(value: Value): boolean {
  return typeof value === 'object' ? value.length === 0 : value === '';
}

export function toBoolean(value: Value): boolean {
  return typeof value === 'number' ? value !== 0 && !Number.isNaN(value) : typeof value === 'boolean' ? value : !isBlank(value);
}

const numeral = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** NaN for what is no number; dates and times become wall-clock days since 1970-01-01 in the zone. */
export function toNumber(value: Value, zone: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
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
  return typeof value === 'boolean' ? String(value) : value.join(' ');
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

/** The members of a value for functions that take lists: a blank is one blank member. */
export function members(value: Value): readonly Value[] {
  return typeof value === 'object' && value.length > 0 ? value : [value];
}

/** The names a value holds for functions about choices: a list's, or the words of a text. */
export function chosen(value: Value): readonly string[] {
  return typeof value === 'object' ? value : toText(value).split(/[ \t\r\n]+/).filter((word) => word !== '');
}

/** Equality by the rules of XPath 1.0: boolean before number before string. */
export function equal(left: Value, right: Value, zone: string): boolean {
  if (typeof left === 'boolean' || typeof right === 'boolean') return toBoolean(left) === toBoolean(right);
  if (typeof left === 'number' || typeof right === 'number') return toNumber(left, zone) === toNumber(right, zone);
  return toText(left) === toText(right);
}
