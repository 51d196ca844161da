/**
 * Turns an expression into an evaluator. Operators from weak to strong: or; and; = !=; < <= > >=; + -; * div mod;
 * unary minus. Errors carry a code and the position.
 */
import { type Form, type FormNode, repeatsAround } from '../form';
import { type Evaluator, paid, type Part, type Rules, spend } from './eval';
import { functions } from './functions';
import { ExpressionError, type Token, tokens } from './lexer';
import { toNumber, toText, type Value } from './value';
import { chain, levels, type Operator, type Step, steps } from './operators';

/** An expression ready to evaluate, and what it reads. */
export interface Expression {
  run: Evaluator;
  /** Questions whose values it reads. */
  questions: ReadonlySet<string>;
  /** Whether it reads `.`. */
  self: boolean;
  /** Columns of the choice list that it reads. */
  columns: ReadonlySet<string>;
  /** Questions whose choice lists it reads. */
  lists: ReadonlySet<string>;
  /** What it reads by paths and by functions of repeats. */
  reads: readonly Read[];
}

/** A question that is read in all instances within the one, so many repeats deep, that the reader lies in too. */
export interface Read {
  node: FormNode;
  depth: number;
  /** Only the place of the own instance of this repeat is read. */
  position?: boolean;
}

/** Where an expression stands. */
export interface Scope {
  /** Bare names are columns of a choice list. */
  columns?: boolean;
  /** The repeat that a filter of choices looks at, where these are answers in its instances. */
  source?: FormNode | undefined;
  /** The form around, and the question whose expression it is; without them only expressions without paths can be read. */
  form?: Form;
  own?: FormNode;
}

/**
 * Reads a value that is a path, if one begins at the parser's token. Paths are fetched when a definition uses them:
 * prepare() sets this.
 */
export const extension: { path?: (parser: Parser) => Part | undefined } = {};

/** In bytes of UTF-8; calculations that double a text would otherwise have no bound. */
const longestText = 100_000;
const utf8 = new TextEncoder();

/** How deep parentheses, calls and signs may nest. */
export const deepest = 100;

const strength = new Map<string, number>(levels.flatMap((group, level) => group.map((operator) => [operator, level] as const)));

/** Reads an expression; bare names are columns of a choice list and allowed only in choice filters. */
export function parse(expression: string, scope: Scope = {}): Expression {
  const parser = new Parser(tokens(expression), functions, scope);
  const run = parser.whole();
  const { questions, self, columns, lists, reads } = parser;
  return { run, questions, self, columns, lists, reads };
}

export class Parser {
  readonly questions = new Set<string>();
  readonly columns = new Set<string>();
  readonly lists = new Set<string>();
  readonly reads: Read[] = [];
  self = false;
  private position = 0;
  private depth = 0;

  constructor(
    private readonly row: readonly Token[],
    private readonly rules: Rules,
    readonly scope: Scope
  ) {}

  whole(): Evaluator {
    const part = this.binary(0);
    if (this.token.kind !== 'end') this.fail('syntax', `"${this.token.text}" is not expected here`);
    return part.run;
  }

  get token(): Token {
    return this.row[this.position] as Token;
  }

  /** The token so many places on; the last is the end. */
  ahead(places: number): Token {
    return this.row[Math.min(this.position + places, this.row.length - 1)] as Token;
  }

  skip(): void {
    this.position++;
  }

  fail(code: ExpressionError['code'], message: string, at = this.token.at): never {
    throw new ExpressionError(code, message, at);
  }

  take(text: string): boolean {
    const { kind, text: found } = this.token;
    if ((kind !== 'mark' && kind !== 'name') || found !== text) return false;
    this.position++;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) this.fail('syntax', `"${text}" is missing`);
  }

  /** Reads operators of at least the given level; those of the same level group to the left. */
  binary(least: number): Part {
    const part = this.unary();
    let { run } = part;
    let links: [Step, Evaluator][] = [];
    for (let before = least; ; ) {
      const { kind, text } = this.token;
      const level = kind === 'mark' || kind === 'name' ? (strength.get(text) ?? -1) : -1;
      if (links.length > 0 && level !== before) {
        run = chain(run, links);
        links = [];
      }
      if (level < least) return run === part.run ? part : { run };
      this.position++;
      links.push([steps[text as Operator], this.binary(level + 1).run]);
      before = level;
    }
  }

  private unary(): Part {
    if (!this.take('-')) return this.primary();
    return this.nested(() => {
      const { run } = this.unary();
      return {
        run: (context) => {
          spend(context, 1);
          return -toNumber(run(context), context.zone);
        }
      };
    });
  }

  nested(read: () => Part): Part {
    if (++this.depth > deepest) this.fail('nesting', `the expression nests deeper than ${deepest}`);
    const part = read();
    this.depth--;
    return part;
  }

  private primary(): Part {
    const path = extension.path?.(this);
    if (path) return path;
    const { kind, text, at } = this.token;
    if (kind === 'end') this.fail('syntax', 'the expression ends too early');
    if (this.take('(')) {
      return this.nested(() => {
        const part = this.binary(0);
        this.expect(')');
        return part;
      });
    }
    if (kind === 'mark') this.fail('syntax', `"${text}" is not expected here`);
    this.position++;
    if (kind === 'number') {
      return this.constant(Number(text));
    }
    if (kind === 'string') return this.constant(text);
    if (kind === 'self') {
      this.self = true;
      return { run: (context) => paid(context, context.self) };
    }
    if (kind === 'answer') return this.answer(text);
    return this.take('(') ? this.nested(() => this.call(text, at)) : this.column(text, at);
  }

  private constant(value: string | number): Part {
    return {
      run: (context) => {
        spend(context, 1);
        return value;
      },
      literal: toText(value)
    };
  }

  private answer(name: string): Part {
    this.questions.add(name);
    return { run: (context) => paid(context, context.answer(name)), reference: name };
  }

  /** A question whose choice list is meant, as ${name} or in quotes; its answer is no dependency. */
  private listOwner(): Part {
    const { kind, text } = this.token;
    const match = kind === 'string' ? reference.exec(text) : null;
    const name = kind === 'answer' ? text : (match?.[1] ?? match?.[2]);
    if (!name) this.fail('syntax', "a question such as '${name}' is needed here");
    this.position++;
    this.lists.add(name);
    return this.constant(name);
  }

  private column(name: string, at: number): Part {
    if (!this.scope.columns) this.fail('syntax', `"${name}" stands alone; questions are written \${${name}}`, at);
    this.columns.add(name);
    return { run: (context) => paid(context, context.column(name)) };
  }

  private call(name: string, at: number): Part {
    const rule = Object.hasOwn(this.rules, name) ? this.rules[name] : undefined;
    if (!rule) this.fail('function', `there is no function ${name}()`, at);
    const parts: Part[] = [];
    if (!this.take(')')) {
      do parts.push(rule.list === parts.length ? this.listOwner() : this.binary(0));
      while (this.take(','));
      this.expect(')');
    }
    const { length } = parts;
    if (length < rule.least || length > rule.most || (rule.pairs && length % 2 !== 0)) {
      this.fail('arity', `${name}() takes ${arity(rule.least, rule.most)}, not ${length}`, at);
    }
    if (length < (rule.self ?? 0)) this.self = true;
    try {
      rule.check?.(parts);
    } catch (error) {
      this.fail(name === 'regex' ? 'regex' : 'argument', error instanceof Error ? error.message : String(error), at);
    }
    // What it draws begins at the path of the question, which shifts with its instances.
    if (rule.draws) for (const node of repeatsAround(this.scope.own)) this.reads.push({ node, depth: 0, position: true });
    const call = rule.bind?.(this, parts, at) ?? ((context) => rule.call(context, parts));
    return { run: (context) => paid(context, bounded(call(context), at)) };
  }
}

/** The question in ${question}, or nothing. */
const reference = /^[ \t\r\n]*(?:\$\{[ \t\r\n]*([A-Za-z_][\w.-]*)[ \t\r\n]*\}|([A-Za-z_][\w.-]*))[ \t\r\n]*$/;

/** A function may not make a text longer than `longestText`. */
function bounded(value: Value, at: number): Value {
  if (typeof value === 'string' && value.length > longestText / 3 && utf8.encode(value).length > longestText) {
    throw new ExpressionError('steps', `a function makes a text of more than ${longestText} bytes`, at);
  }
  return value;
}

function arity(least: number, most: number): string {
  const count = most === Infinity ? `${least} or more` : least === most ? String(least) : `${least} to ${most}`;
  return `${count} argument${count === '1' ? '' : 's'}`;
}
