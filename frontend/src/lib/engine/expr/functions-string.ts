/** Functions of texts. Positions and lengths count Unicode code points. */
import { type Rule, type Rules, rule } from './eval';
import { members, Nodes, toNumber, toText, type Value } from './value';

function texts(count: number, call: (...texts: string[]) => Value): Rule {
  return rule(count, count, (values) => call(...values.map(toText)));
}

/** A function of one text, which is `.` when left out. */
function ofText(call: (text: string) => Value): Rule {
  return { ...rule(0, 1, ([value], { self }) => call(toText(value ?? self))), self: 1 };
}

function joined(separator: string, values: readonly Value[]): string {
  return values.flatMap(members).map(toText).join(separator);
}

function substr(text: string, start: number, end: number): string {
  return Number.isNaN(start) || Number.isNaN(end) ? '' : Array.from(text).slice(Math.trunc(start), Math.trunc(end)).join('');
}

function translate(text: string, from: string, to: string): string {
  const targets = Array.from(to);
  const map = new Map<string, string>();
  Array.from(from).forEach((sign, index) => {
    if (!map.has(sign)) map.set(sign, targets[index] ?? '');
  });
  return Array.from(text, (sign) => map.get(sign) ?? sign).join('');
}

export const stringFunctions: Rules = {
  string: ofText((text) => text),
  concat: rule(0, Infinity, (values) => values.flatMap((value) => (value instanceof Nodes ? value.list : [value])).map(toText).join('')),
  join: rule(1, Infinity, ([separator = '', ...values]) => joined(toText(separator), values)),
  substr: rule(2, 3, ([text = '', start = '', end], { zone }) =>
    substr(toText(text), toNumber(start, zone), end === undefined ? Infinity : toNumber(end, zone))
  ),
  'substring-before': texts(2, (text = '', mark = '') => text.slice(0, Math.max(0, text.indexOf(mark)))),
  'substring-after': texts(2, (text = '', mark = '') => (text.includes(mark) ? text.slice(text.indexOf(mark) + mark.length) : '')),
  translate: texts(3, (text = '', from = '', to = '') => translate(text, from, to)),
  'string-length': ofText((text) => Array.from(text).length),
  'normalize-space': ofText((text) => text.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, '')),
  contains: texts(2, (text = '', part = '') => text.includes(part)),
  'starts-with': texts(2, (text = '', part = '') => text.startsWith(part)),
  'ends-with': texts(2, (text = '', part = '') => text.endsWith(part))
};
