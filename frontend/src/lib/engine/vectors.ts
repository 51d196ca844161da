/** Evaluates one expression on its own, as the shared vectors and the comparison of both engines need it. */
import { ExpressionError } from './expr/lexer';
import { parse } from './expr/parser';
import { randomFrom } from './expr/random';
import { toText, type Value } from './expr/value';
import type { Geopoint } from './answer';
import { geopoint } from './question-geopoint';

export interface ExpressionCase {
  expression: string;
  answers?: Record<string, unknown>;
  self?: unknown;
  now?: string;
  zone?: string;
  seed?: number;
  language?: string;
}

export interface Outcome {
  string?: string;
  kind?: 'string' | 'number' | 'boolean' | 'list';
  error?: string;
}

export function evaluateExpression({
  expression,
  answers = {},
  self,
  now = '2026-03-01T10:00:00Z',
  zone = 'UTC',
  seed = 1,
  language = 'en'
}: ExpressionCase): Outcome {
  try {
    const { run, questions, lists } = parse(expression);
    if ([...questions, ...lists].some((name) => !Object.hasOwn(answers, name))) return { error: 'name' };
    const value = run({
      self: valueOf(self),
      answer: (name) => valueOf(answers[name]),
      column: () => '',
      choiceLabel: () => '',
      now: new Date(now).getTime(),
      zone,
      language,
      random: randomFrom(seed)
    });
    return { string: toText(value), kind: kindOf(value) };
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.code };
    throw error;
  }
}

function valueOf(answer: unknown): Value {
  if (answer === undefined || answer === null || (Array.isArray(answer) && answer.length === 0)) return '';
  if (typeof answer === 'object' && !Array.isArray(answer)) return geopoint.value?.(answer as Geopoint) ?? '';
  return answer as Value;
}

function kindOf(value: Value): Outcome['kind'] {
  return typeof value === 'object' ? 'list' : (typeof value as 'string' | 'number' | 'boolean');
}
