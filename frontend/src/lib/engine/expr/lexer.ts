/** Splits an expression into tokens by the rules of XPath 1.0. Texts longer than 10,000 characters are refused. */

export class ExpressionError extends Error {
  /**
   * @param code syntax, function, arity, name, regex, argument, length, nesting or steps (only while evaluating)
   * @param at position in the expression, from 0
   */
  constructor(
    readonly code: 'syntax' | 'function' | 'arity' | 'name' | 'regex' | 'argument' | 'length' | 'nesting' | 'steps',
    message: string,
    readonly at: number
  ) {
    super(message);
  }
}

export interface Token {
  kind: 'number' | 'string' | 'answer' | 'name' | 'self' | 'mark' | 'end';
  text: string;
  at: number;
}

export const longest = 10_000;

// Names have letters of any script, for the columns of lists.
const pattern =
  /[ \t\r\n]*(?:(\d+(?:\.\d*)?|\.\d+)|"([^"]*)"|'([^']*)'|\$\{[ \t\r\n]*([\p{L}_][\p{L}\p{M}\p{Nd}_.-]*)[ \t\r\n]*\}|([\p{L}_][\p{L}\p{M}\p{Nd}_.-]*(?::[\p{L}_][\p{L}\p{M}\p{Nd}_.-]*)?)|(\.)(?!\.)|(!=|<=|>=|\.\.|\/\/?|[-+*=<>(),[\]])|$)/uy;
const kinds: readonly Token['kind'][] = ['number', 'string', 'string', 'answer', 'name', 'self', 'mark'];

export function tokens(expression: string): Token[] {
  if (expression.length > longest && Array.from(expression).length > longest) {
    throw new ExpressionError('length', `the expression is longer than ${longest} characters`, 0);
  }
  const found: Token[] = [];
  pattern.lastIndex = 0;
  for (;;) {
    const start = pattern.lastIndex;
    const match = pattern.exec(expression);
    if (!match) throw unreadable(expression, start);
    let group = 1;
    while (group <= kinds.length && match[group] === undefined) group++;
    const kind = kinds[group - 1] ?? 'end';
    const at = start + match[0].length - match[0].trimStart().length;
    found.push({ kind, text: match[group] ?? '', at });
    if (kind === 'end') return found;
  }
}

function unreadable(expression: string, start: number): ExpressionError {
  const rest = expression.slice(start).trimStart();
  const at = expression.length - rest.length;
  const open = rest.startsWith('"') || rest.startsWith("'");
  return new ExpressionError('syntax', open ? 'the text has no closing quote' : `"${rest.slice(0, 12)}" cannot be read`, at);
}
