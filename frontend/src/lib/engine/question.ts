/** What a type of question must say of its answers; a file per type, the table is question-types.ts. */
import type { Answer } from './answer';
import type { Choice, Question } from './definition';
import { readNumeral, type Single, toNumber, toText, type Value } from './expr/value';

/** Why an answer is refused. */
export type Code = 'required' | 'constraint' | 'type' | 'choice' | 'range' | 'unknown' | 'calculation' | 'budget';

export interface QuestionType {
  /** Whether the answer has the shape of the type; a wrong shape is no value for any expression. */
  accepts(answer: unknown): answer is Answer;
  /** What a well-shaped answer breaks beyond that, given the choices that may be chosen now. */
  check?(answer: Answer, question: Question, choices: readonly Choice[]): Code | undefined;
  /** What expressions see; by default the answer itself. */
  value?(answer: Answer): Single;
  /** The answer that a calculation's or default's result means; undefined for none. */
  read?(value: Single, zone: string): unknown;
  /** Takes no answer from people, so that none can be demanded. */
  silent?: boolean;
}

export function isText(answer: unknown): answer is string {
  return typeof answer === 'string';
}

export function isNumber(answer: unknown): answer is number {
  return typeof answer === 'number' && Number.isFinite(answer);
}

/** The members an answer of the given shape must have, by the type of each; more are let through. */
export function hasMembers(answer: unknown, members: Readonly<Record<string, 'string' | 'number'>>): boolean {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return false;
  const found = answer as Record<string, unknown>;
  return Object.entries(members).every(([name, type]) => typeof found[name] === type && !Number.isNaN(found[name]));
}

/** A parameter that is a number, or a text of one as spreadsheets hand it over. */
export function parameterOf({ parameters }: Question, name: string, otherwise: number): number {
  const given = parameters?.[name];
  const number = typeof given === 'string' ? readNumeral(given.trim()) : given;
  return isNumber(number) ? number : otherwise;
}

export function readText(value: Value): unknown {
  return toText(value);
}

/** NaN and infinities are no answer. */
export function readNumber(value: Value, zone: string): unknown {
  const number = toNumber(value, zone);
  return Number.isFinite(number) ? number : undefined;
}
