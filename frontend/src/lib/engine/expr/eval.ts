/** What an expression is evaluated in, what evaluation may cost, and the shape of the functions it calls. */
import type { FormNode } from '../form';
import { ExpressionError } from './lexer';
import type { Parser } from './parser';
import type { Random } from './random';
import { Nodes, type Value } from './value';

export interface Context {
  /** The value of `.`. */
  self: Value;
  /** The value of a question; blank when unanswered, not relevant or unknown. */
  answer(name: string): Value;
  /** A column of the choice that a choice filter looks at; blank elsewhere. */
  column(name: string): string;
  /** The label of a choice of a question in the session's language; blank when there is none. */
  choiceLabel(question: string, choice: string): string;
  /** Milliseconds since 1970-01-01 UTC. */
  now: number;
  /** IANA name of the time zone. */
  zone: string;
  /** BCP 47 tag. */
  language: string;
  random: Random;
  /** Spent so far by this evaluation. */
  steps: number;
}

/** How many steps an evaluation may take; the conformance README says what a step is. */
export const mostSteps = 100_000;

const utf8 = new TextEncoder();

/** Throws when the budget is used up. */
export function spend(context: Context, steps: number): void {
  context.steps += steps;
  if (context.steps > mostSteps) throw new ExpressionError('steps', `the expression needs more than ${mostSteps} steps`, 0);
}

/** Pays for a part that gave a value, by the size of it. */
export function paid(context: Context, value: Value): Value {
  let size = 0;
  if (typeof value === 'string') size = value.length > 33 ? Math.floor(utf8.encode(value).length / 100) : 0;
  else if (typeof value === 'object') size = value instanceof Nodes ? value.list.length : value.length;
  spend(context, 1 + size);
  return value;
}

export type Evaluator = (context: Context) => Value;

/** A part of an expression: its evaluator and what is known of it before evaluation. */
export interface Part {
  run: Evaluator;
  /** The text of a literal. */
  literal?: string;
  /** The name in ${name}. */
  reference?: string;
  /** Of a path that only goes up from the own question: the repeat whose instance it has come to, if it is one. */
  above?: { repeat: FormNode | undefined };
}

/** A function of the language; `most` is Infinity for any number of arguments. */
export interface Rule {
  least: number;
  most: number;
  /** Arguments come in pairs after the first two. */
  pairs?: boolean;
  /** It reads `.` when called with fewer arguments than this. */
  self?: number;
  /** The place of the argument that names a question for its choice list. */
  list?: number;
  /** It draws from the random row, so that it must be called again when its instance moves. */
  draws?: boolean;
  call(context: Context, parts: readonly Part[]): Value;
  /** Looks at its arguments once, when the expression is read, and gives what to evaluate instead of `call`. */
  bind?(parser: Parser, parts: readonly Part[], at: number): Evaluator;
  /** Refuses literal arguments that can never work; may throw a RangeError. */
  check?(parts: readonly Part[]): void;
}

export type Rules = Record<string, Rule>;

/** A function of the values of all its arguments. */
export function rule(least: number, most: number, call: (values: Value[], context: Context) => Value): Rule {
  return { least, most, call: (context, parts) => call(parts.map((part) => part.run(context)), context) };
}

/** The value of an argument, blank when it is left out. */
export function argument(context: Context, part: Part | undefined): Value {
  return part ? part.run(context) : '';
}
