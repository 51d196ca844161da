/** What an expression is evaluated in, and the shape of the functions it calls. */
import type { Random } from './random';
import type { Value } from './value';

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
}

export type Evaluator = (context: Context) => Value;

/** A part of an expression: its evaluator and what is known of it before evaluation. */
export interface Part {
  run: Evaluator;
  /** The text of a string literal. */
  literal?: string;
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
  call(context: Context, parts: readonly Part[]): Value;
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
