/** How a question stands in a session: what a page shows of it. */
import type { Choice, Question, Text } from './definition';
import type { SessionContext } from './environment';
import { hashOf, shuffled } from './expr/random';
import { isBlank, readNumeral, toBoolean, toText, type Value } from './expr/value';
import type { Form, FormNode } from './form';
import type { Code } from './question';
import { pick, piped } from './text';

/** A broken rule; the message is the definition's own, blank when it gives none. */
export interface Violation {
  question: string;
  code: Code;
  message: string;
}

/** A choice that may be chosen now, with its label in the session's language. */
export interface OfferedChoice {
  name: string;
  label: string;
  choice: Choice;
}

export interface State {
  question: Question;
  relevant: boolean;
  required: boolean;
  readOnly: boolean;
  /** The answer; undefined when there is none or the question is not relevant. */
  value: unknown;
  choices: readonly OfferedChoice[];
  label: string;
  hint: string;
  violations: readonly Violation[];
}

/** What a state is made from. */
export interface Situation {
  form: Form;
  context: SessionContext;
  relevantAt(place: number): boolean;
  answerAt(place: number): unknown;
  valueAt(place: number): Value;
}

export function stateOf(situation: Situation, place: number): State {
  const { form, context } = situation;
  const node = form.nodes[place];
  if (!node) throw new RangeError(`there is no question at ${place}`);
  const { question, calculation, type } = node;
  const relevant = situation.relevantAt(place);
  const value = relevant ? situation.answerAt(place) : undefined;
  const scope = () => context.within(place, situation.valueAt(place));
  const text = (words: Text | undefined) =>
    piped(pick(words, context.language, form.definition.defaultLanguage), (name) => toText(context.answer(name)));
  const offered = offeredChoices(node, scope());
  const required = typeof node.required === 'boolean' ? node.required : toBoolean(scope().run(node.required));
  const broken = relevant ? firstBroken() : undefined;

  function firstBroken(): Code | undefined {
    if (value === undefined) return required && !type.silent ? 'required' : undefined;
    if (!type.accepts(value)) return 'type';
    const wrong = type.check?.(value, question, offered);
    if (wrong || !node?.constraint || isBlank(situation.valueAt(place))) return wrong;
    return toBoolean(scope().run(node.constraint)) ? undefined : 'constraint';
  }

  const messages: Partial<Record<Code, Text>> = { required: question.requiredMessage, constraint: question.constraintMessage };
  const codes: Code[] = [...(broken ? [broken] : []), ...(relevant && context.exceeded.has(place) ? (['budget'] as const) : [])];
  return {
    question,
    relevant,
    required,
    readOnly: question.readOnly === true || calculation !== undefined,
    value,
    choices: offered.map((choice) => ({ name: choice.name, label: text(choice.label) || choice.name, choice })),
    label: text(question.label),
    hint: text(question.hint),
    violations: codes.map((code) => ({ question: question.name, code, message: text(messages[code]) }))
  };
}

/** The choices that the filter lets through; shuffled where asked for, but for those that stand outside the others. */
function offeredChoices({ choices, filter, question }: FormNode, scope: SessionContext): readonly Choice[] {
  const through = filter
    ? choices.filter((choice) => toBoolean(scope.run(filter, { ...choice.columns, name: choice.name })))
    : choices;
  const { randomize, seed } = question.parameters ?? {};
  if (randomize !== true && randomize !== 'true') return through;
  const last = (choice: Choice) => choice.exclusive === true || choice.notApplicable === true;
  const given = typeof seed === 'string' ? readNumeral(seed.trim()) : Number(seed ?? NaN);
  const drawn = shuffled(
    through.filter((choice) => !last(choice)),
    Number.isFinite(given) ? given : scope.seed + hashOf(question.name)
  );
  return [...drawn, ...through.filter(last)];
}
