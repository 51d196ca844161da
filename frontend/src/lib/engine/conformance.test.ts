/** Runs the vectors that this engine shares with api/form. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compile, type Choice, type Definition, evaluate, prepareAll, type Question, Session } from './index';
import { functions } from './expr/functions';
import { operators } from './expr/operators';
import { questionTypes } from './question-types';
import { evaluateExpression, type ExpressionCase } from './vectors';

await prepareAll();
const folder = new URL('../../../../surveys/conformance', import.meta.url).pathname;

interface Vector<Given, Want> {
  name: string;
  given: Given;
  want: Want;
}

function files<Given, Want>(kind: string): [string, Vector<Given, Want>[]][] {
  return readdirSync(join(folder, kind))
    .filter((name) => name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(join(folder, kind, name), 'utf8'))]);
}

/** How many vectors there are of a function, operator or type. */
function countOf(kind: string, name: string): number {
  const file = join(folder, kind, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).length : 0;
}

describe('expressions', () => {
  for (const [file, vectors] of files<ExpressionCase, { string?: string; kind?: string; error?: string }>('expressions')) {
    describe(file, () => {
      test.each(vectors)('$name', ({ given, want }) => {
        expect(evaluateExpression(given)).toMatchObject(want);
      });
    });
  }

  test('every function and operator has vectors enough', () => {
    const names = [...Object.keys(functions).map((name) => name.replace(':', '-')), ...operators.map(fileOf)];
    expect(names.filter((name) => countOf('expressions', name) < 15)).toEqual([]);
  });
});

const operatorFiles: Record<string, string> = {
  '=': 'equal',
  '!=': 'not-equal',
  '<': 'less',
  '<=': 'less-or-equal',
  '>': 'greater',
  '>=': 'greater-or-equal',
  '+': 'plus',
  '-': 'minus',
  '*': 'times'
};

function fileOf(operator: string): string {
  return operatorFiles[operator] ?? operator;
}

interface TypeCase {
  question: Question;
  choices?: readonly Choice[];
  answer?: unknown;
  language?: string;
}

describe('types', () => {
  for (const [file, vectors] of files<TypeCase, { violations?: string[]; value?: unknown }>('types')) {
    describe(file, () => {
      test.each(vectors)('$name', ({ given, want }) => {
        const list = given.question.choices ?? 'list';
        const form = compile({
          id: 'vector',
          version: 1,
          kind: 'customer',
          title: {},
          defaultLanguage: 'en',
          choices: { [list]: given.choices ?? [] },
          body: [given.question]
        });
        const { name } = given.question;
        const answers = given.answer === undefined ? {} : { [name]: given.answer };
        const environment = { now: new Date('2026-03-01T10:00:00Z'), zone: 'UTC', seed: 1, language: given.language ?? 'en' };
        const result = evaluate(form, environment, answers);
        if (want.violations) expect(result.violations.map(({ code }) => code)).toEqual(want.violations);
        if ('value' in want) expect(result.answers[name] ?? null).toEqual(want.value);
      });
    });
  }

  test('every type has vectors enough', () => {
    expect(Object.keys(questionTypes).filter((name) => countOf('types', name) < 10)).toEqual([]);
  });
});

interface Look {
  relevant?: Record<string, boolean>;
  required?: Record<string, boolean>;
  readOnly?: Record<string, boolean>;
  instances?: Record<string, number>;
  values?: Record<string, unknown>;
  labels?: Record<string, string>;
  hints?: Record<string, string>;
  choices?: Record<string, string[]>;
  violations?: { question: string; code: string }[];
}

interface SessionCase {
  definition: Definition;
  now?: string;
  zone?: string;
  seed?: number;
  language?: string;
  resumed?: boolean;
  answers?: Record<string, unknown>;
  steps: { set?: Record<string, unknown>; add?: string; remove?: string; language?: string }[];
}

describe('sessions', () => {
  for (const [file, vectors] of files<SessionCase, { steps?: Look[]; answers?: Record<string, unknown> }>('sessions')) {
    describe(file, () => {
      test.each(vectors)('$name', ({ given, want }) => {
        const session = new Session(
          compile(given.definition),
          {
            now: new Date(given.now ?? '2026-03-01T10:00:00Z'),
            zone: given.zone ?? 'UTC',
            seed: given.seed ?? 1,
            language: given.language ?? 'en',
            resumed: given.resumed ?? false
          },
          given.answers
        );
        given.steps.forEach((step, index) => {
          if (step.language) session.language = step.language;
          for (const [name, answer] of Object.entries(step.set ?? {})) session.set(name, answer);
          if (step.add) session.add(step.add);
          if (step.remove) session.remove(step.remove);
          const look = want.steps?.[index];
          if (look) expect(lookAt(session, look), `step ${index + 1}`).toEqual(look);
        });
        if (want.answers) expect(session.answers()).toEqual(want.answers);
      });
    });
  }
});

/** What a session shows of everything that the vector lists. */
function lookAt(session: Session, want: Look): Look {
  const each = <T>(listed: Record<string, T> | undefined, find: (name: string) => T) =>
    listed && Object.fromEntries(Object.keys(listed).map((name) => [name, find(name)]));
  const look: Look = {
    relevant: each(want.relevant, (name) => session.state(name).relevant),
    required: each(want.required, (name) => session.state(name).required),
    readOnly: each(want.readOnly, (name) => session.state(name).readOnly),
    instances: each(want.instances, (name) => session.instances(name).length),
    values: each(want.values, (name) => session.state(name).value ?? null),
    labels: each(want.labels, (name) => session.state(name).label),
    hints: each(want.hints, (name) => session.state(name).hint),
    choices: each(want.choices, (name) => session.state(name).choices.map((choice) => choice.name)),
    violations: want.violations && session.violations().map(({ question, code }) => ({ question, code }))
  };
  return JSON.parse(JSON.stringify(look)) as Look;
}
