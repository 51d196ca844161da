import { answerOf, type Answers, sameAnswer } from './answer';
import type { Cell, Instance } from './cell';
import type { Environment } from './environment';
import type { Form } from './form';
import { Session } from './session';
import type { Violation } from './state';

/** What a whole set of answers comes to, as the server looks at it. Keys are paths. */
export interface Result {
  /** Without what is not relevant or has the wrong shape; calculations computed again. */
  answers: Answers;
  relevant: Record<string, boolean>;
  violations: Violation[];
  /** Answers of the wrong shape or to unknown questions, as they came. */
  unknown: Record<string, unknown>;
}

/** Looks at answers as they were sent: no defaults are given, calculations are computed again. */
export function evaluate(form: Form, environment: Environment, answers: Readonly<Record<string, unknown>>): Result {
  const session = new Session(form, { ...environment, resumed: true }, answers);
  const violations = session.violations();
  const unknown: Record<string, unknown> = {};
  const relevant: Record<string, boolean> = {};
  const visit = (cell: Cell, sent: unknown) => {
    const { node, path, answered } = cell;
    if (cell.within.alive) relevant[path] = cell.relevant;
    const recalculated = node.calculation && !node.trigger && sent !== undefined && cell.relevant;
    if (recalculated && !sameAnswer(sent, answered)) violations.push({ question: path, code: 'calculation', message: '' });
    if (answered !== undefined && !node.type.accepts(answered)) unknown[path] = answered;
  };
  const strangers: Record<string, unknown> = {};
  const look = (instance: Instance, sent: Readonly<Record<string, unknown>>) => {
    for (const [name, answer] of Object.entries(instance.strangers ?? {})) strangers[instance.of ? `${instance.path}.${name}` : name] = answer;
    for (const cell of instance.cells) {
      const answer = answerOf(sent[cell.node.question.name]);
      visit(cell, answer);
      for (const inner of cell.instances) look(inner, Array.isArray(answer) ? ((answer[inner.at - 1] ?? {}) as typeof sent) : {});
    }
  };
  look(session.context.root, answers);
  for (const question of Object.keys(strangers).sort()) violations.push({ question, code: 'unknown', message: '' });
  return { answers: session.answers(), relevant, violations, unknown: { ...strangers, ...unknown } };
}
