/** Random expressions: mostly sound ones, some broken. */
import { functions } from '../expr/functions';
import { operators } from '../expr/operators';
import type { Draw } from './draw';
import { NodeMaker, type Standpoint } from './nodes';
import { dateFrom, momentFrom, numberFrom, patternFrom, placeFrom, textFrom } from './values';

type Kind = 'any' | 'number' | 'small' | 'text' | 'date' | 'pattern' | 'format' | 'place' | 'name' | 'yes' | 'question' | 'digest' | 'base';

/** What the arguments of a function should mostly be; the last goes for all that follow. */
const wishes: Record<string, Kind[]> = {
  substr: ['text', 'small'],
  'selected-at': ['any', 'small'],
  selected: ['any', 'name'],
  round: ['number', 'small'],
  pow: ['number', 'small'],
  exp10: ['small'],
  exp: ['small'],
  regex: ['text', 'pattern'],
  date: ['date'],
  'date-time': ['date'],
  'decimal-date-time': ['date'],
  'format-date': ['date', 'format'],
  'format-date-time': ['date', 'format'],
  distance: ['place'],
  'boolean-from-string': ['name'],
  checklist: ['small', 'small', 'yes'],
  'weighted-checklist': ['small', 'small', 'yes', 'small'],
  'jr:choice-name': ['name', 'question'],
  translate: ['text'],
  'substring-before': ['text', 'name'],
  'substring-after': ['text', 'name'],
  contains: ['text', 'name'],
  'starts-with': ['text', 'name'],
  'ends-with': ['text', 'name'],
  digest: ['text', 'digest', 'base'],
  number: ['any'],
  string: ['any']
};

/** Those with the most room for a difference are drawn more often. */
const tricky = ['regex', 'round', 'date', 'date-time', 'decimal-date-time', 'format-date-time', 'substr', 'number', 'pow', 'distance'];

/** Those whose arguments are references and paths. */
const ofNodes = new Set(['count', 'position', 'indexed-repeat', 'randomize', 'pulldata', 'version']);

const texts = new Set(['concat', 'join', 'normalize-space', 'string-length']);
const anything = new Set(['if', 'coalesce', 'once', 'boolean', 'not', 'count-non-empty', 'count-selected', 'decimal-time']);

function wishOf(name: string, index: number): Kind {
  const wish = wishes[name];
  if (wish) return wish[Math.min(index, wish.length - 1)] ?? 'any';
  return texts.has(name) ? 'text' : anything.has(name) ? 'any' : 'number';
}

export class ExpressionMaker {
  private readonly nodes: NodeMaker | undefined;

  /**
   * @param at where the expression stands among repeats; undefined when there are none
   * @param known the names in repeats that may be read
   */
  constructor(
    private readonly draw: Draw,
    private readonly questions: readonly string[],
    at?: Standpoint,
    known?: readonly string[]
  ) {
    this.nodes = at && new NodeMaker(draw, at, known, () => this.make(1));
  }

  /** An expression of at most so many levels. */
  make(depth: number, kind: Kind = 'any'): string {
    const { draw } = this;
    if (depth <= 0 || kind === 'question' || kind === 'pattern' || draw.oneIn(4)) return this.leaf(kind);
    if (kind !== 'any' && !draw.oneIn(3)) return this.leaf(kind);
    if (draw.oneIn(2)) return this.call(depth);
    if (draw.oneIn(12)) return `-${this.make(depth - 1, 'number')}`;
    if (draw.oneIn(8)) return `(${this.make(depth - 1, kind)})`;
    const space = draw.pick([' ', ' ', '  ', '\n']);
    return `${this.make(depth - 1)}${space}${draw.pick(operators)}${space}${this.make(depth - 1)}`;
  }

  private call(depth: number): string {
    const { draw } = this;
    const name = draw.pick(draw.oneIn(3) ? tricky : Object.keys(functions));
    if (ofNodes.has(name)) return this.nodes && draw.oneIn(2) ? this.nodes.call(name) : this.make(depth - 1);
    const { least = 0, most = 0, pairs = false } = functions[name] ?? {};
    let count = Math.min(most, least + draw.below(3));
    if (pairs) count += count % 2;
    if (draw.oneIn(60)) count++;
    const parts = Array.from({ length: count }, (_, index) => this.make(depth - 1, wishOf(name, index)));
    return `${name}(${parts.join(draw.pick([',', ', ']))})`;
  }

  private leaf(kind: Kind): string {
    const { draw } = this;
    if (kind === 'question') return draw.pick([`'\${${draw.pick(this.questions)}}'`, `\${${draw.pick(this.questions)}}`]);
    if (kind === 'pattern') return draw.oneIn(5) ? this.reference() : quote(patternFrom(draw));
    if (this.nodes && kind !== 'digest' && kind !== 'base' && draw.oneIn(8)) return this.nodes.make();
    if (draw.oneIn(4) && kind !== 'digest' && kind !== 'base') return draw.oneIn(4) ? '.' : this.reference();
    const leaves: Record<Kind, () => string> = {
      any: () => draw.pick([() => this.leaf('number'), () => this.leaf('text'), () => this.leaf('date'), () => this.reference()])(),
      number: () => numeral(numberFrom(draw)),
      small: () => String(draw.below(14) - 4),
      text: () => quote(textFrom(draw)),
      date: () => draw.pick([() => quote(dateFrom(draw)), () => quote(momentFrom(draw)), () => numeral(numberFrom(draw) / 20), () => 'today()'])(),
      format: () => quote(draw.pick(['%Y-%m-%d', '%e. %b %y', '%a %n', '%H:%M:%S.%3', '%h%%%d%%', '%x %q%Y', ''])),
      place: () => quote(placeFrom(draw)),
      name: () => quote(draw.pick(['a', 'b', 'yes', 'no', '', ' ', 'true', '1', '2026'])),
      yes: () => draw.pick([quote('yes'), quote('no'), this.reference()]),
      pattern: () => '',
      digest: () => quote(draw.pick(['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'])),
      base: () => quote(draw.pick(['hex', 'base64'])),
      question: () => ''
    };
    return leaves[kind]();
  }

  private reference(): string {
    return this.draw.oneIn(20) ? `\${ ${this.draw.pick(this.questions)} }` : `\${${this.draw.pick(this.questions)}}`;
  }
}

/** A number as a literal; exponents are no part of the language. */
function numeral(number: number): string {
  const text = String(number);
  return text.includes('e') ? String(Math.sign(number)) : text;
}

function quote(text: string): string {
  return text.includes("'") ? `"${text.replaceAll('"', '')}"` : `'${text}'`;
}

/** The expression with one character missing, doubled or exchanged. */
export function broken(expression: string, draw: Draw): string {
  const at = draw.below(expression.length);
  const instead = draw.pick(['', '', '(', ')', "'", '$', '-', '.', '1', ' or ', ',', '}', 'x', '*', '..', ':', '!', '\u00a0']);
  return expression.slice(0, at) + instead + expression.slice(at + draw.below(2));
}
