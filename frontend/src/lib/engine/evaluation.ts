/** What `npm run evaluate` prints: the twin of `touchstone evaluate`, which adds the score. */
import { compile } from './compile';
import type { Definition } from './definition';
import type { Environment } from './environment';
import { evaluate } from './evaluate';
import { prepare } from './prepare';
import { Session } from './session';

/** Keys are paths. */
export interface Evaluation {
  /** Values of calculations that are relevant. */
  calculated: Record<string, unknown>;
  /** Names offered by relevant questions, in their order. */
  choices: Record<string, string[]>;
  /** Of what is relevant, earlier answers filled in. */
  labels: Record<string, string>;
  relevant: Record<string, boolean>;
  values: Record<string, unknown>;
  /** Messages are the definition's own. */
  violations: { code: string; message?: string; question: string }[];
}

export async function evaluation(definition: Definition, environment: Environment, answers: Record<string, unknown>): Promise<Evaluation> {
  await prepare(definition);
  const form = compile(definition);
  const { answers: values, relevant, violations } = evaluate(form, environment, answers);
  const calculated: Evaluation['calculated'] = {};
  const choices: Evaluation['choices'] = {};
  const labels: Evaluation['labels'] = {};
  const session = new Session(form, { ...environment, resumed: true }, answers);
  session.eachCell((cell) => {
    const { path, node } = cell;
    if (!cell.relevant) return;
    const state = session.stateOf(cell);
    if (state.label !== '') labels[path] = state.label;
    if (node.calculation && state.value !== undefined) calculated[path] = state.value;
    if (state.choices.length > 0) choices[path] = state.choices.map(({ name }) => name);
  });
  const broken = violations.map(({ code, message, question }) => ({ code, ...(message === '' ? {} : { message }), question }));
  return { calculated, choices, labels, relevant, values, violations: broken };
}
