/** Random definitions with random changes, and how every question stands after each. */
import { compile } from '../compile';
import type { Definition, Question } from '../definition';
import { evaluate } from '../evaluate';
import { ExpressionError } from '../expr/lexer';
import { parse } from '../expr/parser';
import { Session } from '../session';
import type { Violation } from '../state';
import { type Draw, drawFrom } from './draw';
import { ExpressionMaker } from './expressions';
import { answerFrom, listFrom, numberFrom, textFrom, zones } from './values';

export interface SessionAgreementCase {
  definition: Definition;
  environment: { now: string; zone: string; seed: number; language: string };
  answers: Record<string, unknown>;
  steps: [name: string, answer: unknown][][];
  /** After the beginning and after each step. */
  want: Standing[];
  /** Answers as they might be sent, and what a server makes of them. */
  sent: Record<string, unknown>;
  evaluated: { answers: Record<string, unknown>; relevant: Record<string, boolean>; violations: string[]; unknown: Record<string, unknown> };
}

/** Of every question in the order of the definition. */
interface Standing {
  states: Record<string, { relevant: boolean; required: boolean; value: unknown; label: string; choices: string[] }>;
  violations: string[];
  answers: Record<string, unknown>;
}

const types = ['text', 'integer', 'decimal', 'range', 'select_one', 'select_multiple', 'date', 'geopoint', 'calculate', 'hidden', 'note'];
const list = ['a', 'b', 'yes', 'no', 'na'].map((name, index) => ({
  name,
  ...(index % 2 ? {} : { label: { en: `label ${name}`, de: `\${q0} ${name}` } }),
  ...(name === 'na' ? { exclusive: true } : {}),
  columns: { size: String(index) }
}));

export function sessionCase(seed: number): SessionAgreementCase {
  const draw = drawFrom(seed);
  const definition = definitionFrom(draw);
  const names = definition.body.flatMap((question) => [question, ...(question.body ?? [])]).filter(({ type }) => type !== 'section' && type !== 'note');
  const change = () => [draw.pick(names), draw.pick(names)].map((question): [string, unknown] => [question.name, answerTo(question, draw)]);
  const environment = {
    now: new Date(Date.UTC(2020 + draw.below(12), draw.below(12), draw.below(31), draw.below(24))).toISOString(),
    zone: draw.pick(zones),
    seed: draw.below(1_000_000),
    language: draw.pick(['en', 'de'])
  };
  const answers = Object.fromEntries(change());
  const steps = Array.from({ length: 6 }, change);
  const form = compile(definition);
  const surroundings = { ...environment, now: new Date(environment.now) };
  const session = new Session(form, surroundings, answers);
  const want = [standing(session)];
  for (const step of steps) {
    for (const [name, answer] of step) session.set(name, answer);
    want.push(standing(session));
  }
  const sent = { ...session.remembered(), ...Object.fromEntries(change()), ...(draw.oneIn(2) ? { stranger: answerFrom(draw) } : {}) };
  const { violations, ...rest } = evaluate(form, surroundings, sent);
  return { definition, environment, answers, steps, want, sent, evaluated: { ...rest, violations: violations.map(told) } };
}

function definitionFrom(draw: Draw): Definition {
  const names: string[] = ['q0'];
  let count = 0;
  const question = (type: string): Question => {
    const name = `q${++count}`;
    const sound = (depth: number, self = true) => soundExpression(draw, names, depth, self);
    const made: Question = {
      type,
      name,
      label: { en: `${name}: \${${draw.pick(names)}}` },
      ...(draw.oneIn(3) ? { relevant: sound(2, false) } : {}),
      ...(draw.oneIn(4) ? { constraint: sound(2) } : {}),
      ...(draw.oneIn(4) ? { required: draw.pick([true, sound(2)]) } : {}),
      ...(type === 'calculate' || (draw.oneIn(6) && !/note|geopoint/.test(type)) ? { calculation: sound(3) } : {}),
      ...(draw.oneIn(6) && !/note|geopoint/.test(type) ? { default: { expression: sound(2) } } : {}),
      ...(type.startsWith('select') ? { choices: 'list', ...(draw.oneIn(3) ? { choiceFilter: `size >= ${sound(1)}` } : {}) } : {}),
      ...(type.startsWith('select') && draw.oneIn(3) ? { parameters: { randomize: true } } : {}),
      ...(type === 'range' ? { parameters: { start: draw.below(3), end: 10, step: draw.pick([1, 0.5, 0.1]) } } : {})
    };
    if (type !== 'note') names.push(name);
    return made;
  };
  const body: Question[] = [{ type: 'text', name: 'q0' }];
  for (let index = 0; index < 6; index++) {
    body.push(question(draw.pick(types)));
    if (!draw.oneIn(3)) continue;
    const relevant = soundExpression(draw, names, 1, false);
    body.push({ type: 'section', name: `s${index}`, relevant, body: [question(draw.pick(types)), question(draw.pick(types))] });
  }
  return { id: 'random', version: 1, kind: 'customer', title: { en: 'Random' }, defaultLanguage: 'en', choices: { list }, body };
}

/** An expression that compiles; one that reads `.` only where that is allowed. */
function soundExpression(draw: Draw, names: readonly string[], depth: number, self: boolean): string {
  for (;;) {
    const expression = new ExpressionMaker(draw, names).make(depth);
    try {
      if (!parse(expression).self || self) return expression;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
    }
  }
}

function answerTo({ type }: Question, draw: Draw): unknown {
  if (draw.oneIn(5)) return draw.oneIn(3) ? answerFrom(draw) : null;
  const answers: Record<string, () => unknown> = {
    integer: () => draw.below(20) - 5,
    decimal: () => numberFrom(draw),
    range: () => draw.below(24) / 2,
    select_one: () => draw.pick(['a', 'b', 'yes', 'no', 'na', 'zz']),
    select_multiple: () => [...new Set(listFrom(draw))],
    date: () => `2026-0${1 + draw.below(9)}-1${draw.below(10)}`,
    geopoint: () => ({ lat: draw.below(100), lon: draw.below(190), ...(draw.oneIn(2) ? { accuracy: 5.5 } : {}) })
  };
  return (answers[type] ?? (() => textFrom(draw)))();
}

function told({ question, code }: Violation): string {
  return `${question} ${code}`;
}

function standing(session: Session): Standing {
  const states = Object.fromEntries(
    session.form.nodes.map(({ question: { name } }) => {
      const { relevant, required, value, label, choices } = session.state(name);
      return [name, { relevant, required, value: value ?? null, label, choices: choices.map((choice) => `${choice.name}=${choice.label}`) }];
    })
  );
  return {
    states,
    violations: session.violations().map(told),
    answers: session.answers()
  };
}
