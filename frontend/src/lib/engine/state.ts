/** How a question stands in a session: what a page shows of it. */
import type { Cell } from './cell';
import type { Choice, Question, Text } from './definition';
import { isRepeat, nodesBelow, type SessionContext } from './environment';
import type { Expression } from './expr/parser';
import { hashOf, randomFrom, shuffled } from './expr/random';
import { isBlank, readNumeral, toBoolean, toText } from './expr/value';
import type { FormNode } from './form';
import type { Code } from './question';
import { pick, piped } from './text';

/** A broken rule; the message is the definition's own, blank when it gives none. */
export interface Violation {
  /** The path of the question. */
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
  guidance: string;
  violations: readonly Violation[];
}

/** Choices and texts are made when first looked at: most are only looked at on the page that is open. */
export function stateOf(context: SessionContext, cell: Cell): State {
  const { node, relevant } = cell;
  const { question, calculation, type } = node;
  const value = relevant ? cell.answered : undefined;
  const scope = () => context.within(cell, isRepeat(node) ? nodesBelow(cell.within, node.depth, node) : cell.value);
  const holds = (condition: Expression | boolean) =>
    typeof condition === 'boolean' ? condition : toBoolean(scope().run(condition));
  const text = (words: Text | undefined) => {
    const chosen = pick(words, context.language, context.form.definition.defaultLanguage);
    return chosen.includes('${') ? piped(chosen, (name) => toText(scope().answer(name))) : chosen;
  };
  let through: readonly Choice[] | undefined;
  const offered = () => (through ??= offeredChoices(cell, scope()));
  const required = holds(node.required);
  let choices: readonly OfferedChoice[] | undefined;
  let violations: readonly Violation[] | undefined;

  function firstBroken(): Code | undefined {
    const answered = isRepeat(node) && value === undefined ? cell.live > 0 : value !== undefined;
    if (!answered) return required && (!type.silent || isRepeat(node)) ? 'required' : undefined;
    if (value !== undefined && !type.accepts(value)) return 'type';
    const wrong = value === undefined ? undefined : type.check?.(value as never, question, offered());
    if (wrong || !node.constraint || (!isRepeat(node) && isBlank(cell.value))) return wrong;
    return holds(node.constraint) ? undefined : 'constraint';
  }

  function broken(): Violation[] {
    if (!relevant) return [];
    const first = firstBroken();
    const codes: Code[] = [...(first ? [first] : []), ...(cell.exceeded ? (['budget'] as const) : [])];
    const messages: Partial<Record<Code, Text>> = { required: question.requiredMessage, constraint: question.constraintMessage };
    return codes.map((code) => ({ question: cell.path, code, message: text(messages[code]) }));
  }

  return {
    question,
    relevant,
    required,
    readOnly: calculation && (!node.trigger || question.type === 'calculate') ? true : holds(node.readOnly),
    value,
    get choices() {
      return (choices ??= offered().map((choice) => ({ name: choice.name, label: text(choice.label) || choice.name, choice })));
    },
    get label() {
      return text(question.label);
    },
    get hint() {
      return text(question.hint);
    },
    get guidance() {
      return text(question.guidance);
    },
    get violations() {
      return (violations ??= broken());
    }
  };
}

/** The answers to a question in the instances of its repeat that the filter lets through, each once. */
function answersOffered(source: FormNode, filter: Expression | undefined, scope: SessionContext): readonly Choice[] {
  const { list, spots } = scope.siblings(source);
  const names = list.map((value, index) => {
    const instance = (spots[index] as Cell).within;
    const passes = !filter || isBlank(value) || toBoolean(scope.run(filter, undefined, { instance, value: '', position: instance.at }));
    return passes ? toText(value) : '';
  });
  return Array.from(new Set(names.filter((name) => name !== '')), (name) => ({ name }));
}

/** The choices that the filter lets through; shuffled where asked for, but for those that stand outside the others. */
function offeredChoices(cell: Cell, scope: SessionContext): readonly Choice[] {
  const { choices, choicesFrom, filter, question } = cell.node;
  const passing = () => (filter ? choices.filter((choice) => toBoolean(scope.run(filter, choice))) : choices);
  const through = choicesFrom ? answersOffered(choicesFrom, filter, scope) : passing();
  const { randomize, seed } = question.parameters ?? {};
  if (randomize !== true && randomize !== 'true') return through;
  const last = (choice: Choice) => choice.exclusive === true || choice.notApplicable === true;
  const given = typeof seed === 'string' ? readNumeral(seed.trim()) : Number(seed ?? NaN);
  const drawn = shuffled(
    through.filter((choice) => !last(choice)),
    randomFrom(Number.isFinite(given) ? given : scope.seed + hashOf(cell.path))
  );
  return [...drawn, ...through.filter(last)];
}
