import { type Answers, sameAnswer } from './answer';
import type { Environment } from './environment';
import type { Form } from './form';
import { answerOf, Session } from './session';
import type { Violation } from './state';

/** What a whole set of answers comes to, as the server looks at it. */
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
  const unknown = { ...session.strangers };
  const relevant: Record<string, boolean> = {};
  form.nodes.forEach(({ question: { name }, type, calculation }, place) => {
    relevant[name] = session.relevantAt(place);
    const sent = answerOf(answers[name]);
    if (calculation && sent !== undefined && relevant[name] && !sameAnswer(sent, session.answerAt(place))) {
      violations.push({ question: name, code: 'calculation', message: '' });
    }
    const answer = session.answerAt(place);
    if (answer !== undefined && !type.accepts(answer)) unknown[name] = answer;
  });
  for (const question of Object.keys(session.strangers).sort()) violations.push({ question, code: 'unknown', message: '' });
  return { answers: session.answers(), relevant, violations, unknown };
}
