/** Evaluates one expression on its own, as the shared vectors and the comparison of both engines need it. */
import type { Answer, Geopoint } from './answer';
import { compile } from './compile';
import type { Choice, Definition, Question, Table } from './definition';
import { isRepeat, nodesBelow } from './environment';
import { ExpressionError } from './expr/lexer';
import { parse } from './expr/parser';
import { hashOf } from './expr/random';
import { Nodes, type Single, toText, type Value } from './expr/value';
import type { QuestionType } from './question';
import { geopoint } from './question-geopoint';
import { note } from './question-note';
import { Session } from './session';

export interface ExpressionCase {
  expression: string;
  /** By name; arrays of objects are repeats whose questions are the names that appear in them. */
  answers?: Record<string, unknown>;
  /** The path of the question that holds the expression; by default one outside of all repeats. */
  at?: string;
  /** The value of `.`. */
  self?: unknown;
  choices?: Record<string, Choice[]>;
  tables?: Record<string, Table>;
  now?: string;
  zone?: string;
  seed?: number;
  language?: string;
}

export interface Outcome {
  string?: string;
  kind?: 'string' | 'number' | 'boolean' | 'list' | 'nodes';
  error?: string;
}

/** A question that takes whatever an expression may meet. */
const any: QuestionType = {
  accepts: (answer): answer is Answer => answer !== undefined,
  value: valueOf
};

const types = { any, repeat: note };

/** The question of expressions that stand nowhere in particular. */
const nowhere = '_expression_';

export function evaluateExpression(given: ExpressionCase): Outcome {
  const { expression, answers = {}, at = nowhere, self, now = '2026-03-01T10:00:00Z', zone = 'UTC', seed = 1, language = 'en' } = given;
  const definition: Definition = {
    id: 'vector',
    version: 1,
    kind: 'customer',
    title: {},
    defaultLanguage: 'en',
    choices: given.choices ?? {},
    tables: given.tables ?? {},
    body: bodyOf([answers, ...(at === nowhere ? [{ [nowhere]: null }] : [])])
  };
  const form = compile(definition, types);
  const session = new Session(form, { now: new Date(now), zone, seed: seed - hashOf(at), language, resumed: true }, answers);
  const { context } = session;
  try {
    const cell = session.cellAt(at);
    const { run, questions, lists } = parse(expression, { form, own: cell.node });
    if ([...questions, ...lists].some((name) => !form.names.has(name))) return { error: 'name' };
    const own = isRepeat(cell.node) ? nodesBelow(cell.within, cell.node.depth, cell.node) : cell.value;
    context.within(cell, self === undefined ? own : valueOf(self)).steps = 0;
    const value = run(context);
    return { string: toText(value), kind: kindOf(value) };
  } catch (error) {
    if (error instanceof ExpressionError) return { error: error.code };
    throw error;
  }
}

/** The questions that appear in the instances. */
function bodyOf(instances: readonly Readonly<Record<string, unknown>>[]): Question[] {
  const names = [...new Set(instances.flatMap((instance) => Object.keys(instance)))];
  return names.map((name) => {
    const inner = instances.flatMap((instance) => instance[name]).filter(isInstance);
    return inner.length > 0 && instances.some((instance) => Array.isArray(instance[name]))
      ? { type: 'repeat', name, body: bodyOf(inner) }
      : { type: 'any', name };
  });
}

function isInstance(answer: unknown): answer is Record<string, unknown> {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer);
}

function valueOf(answer: unknown): Single {
  if (answer === undefined || answer === null || (Array.isArray(answer) && answer.length === 0)) return '';
  if (isInstance(answer)) return geopoint.value?.(answer as unknown as Geopoint) ?? '';
  return answer as Single;
}

function kindOf(value: Value): Outcome['kind'] {
  if (value instanceof Nodes) return 'nodes';
  return typeof value === 'object' ? 'list' : (typeof value as 'string' | 'number' | 'boolean');
}
