/** How a question stands in a session: what a page shows of it. */
import type { Cell } from './cell';
import type { Choice, Question, Text } from './definition';
import { isRepeat, nodesBelow, type SessionContext } from './environment';
import type { Expression } from './expr/parser';
import { hashOf, randomFrom, shuffled } from './expr/random';
import { isBlank, readNumeral, toBoolean, toText } from './expr/value';
import type { FormNode } from './form';
import type { Code } from './question';
import { pick, piped, pipedByChoices } from './text';

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

/** Choices and texts are made when first looked at: most are only looked at on the page that is open. */
export class State {
  readonly relevant: boolean;
  readonly required: boolean;
  readonly readOnly: boolean;
  /** The answer; undefined when there is none or the question is not relevant. */
  readonly value: unknown;
  private through: readonly Choice[] | undefined = undefined;
  private offered: readonly OfferedChoice[] | undefined = undefined;
  private broken: readonly Violation[] | undefined = undefined;

  constructor(
    private readonly context: SessionContext,
    private readonly cell: Cell
  ) {
    const { node, relevant, answered } = cell;
    this.relevant = relevant;
    this.value = relevant ? answered : undefined;
    this.required = this.holds(node.required);
    this.readOnly = node.calculation && (!node.trigger || node.question.type === 'calculate') ? true : this.holds(node.readOnly);
  }

  get question(): Question {
    return this.cell.node.question;
  }

  get choices(): readonly OfferedChoice[] {
    return (this.offered ??= this.isSteady() ? this.context.offered(this.cell.node.choices, () => this.named()) : this.named());
  }

  get label(): string {
    return this.text(this.question.label);
  }

  get hint(): string {
    return this.text(this.question.hint);
  }

  get guidance(): string {
    return this.text(this.question.guidance);
  }

  get violations(): readonly Violation[] {
    return (this.broken ??= this.relevant ? this.violated() : []);
  }

  private scope(): SessionContext {
    const { context, cell } = this;
    return context.within(cell, isRepeat(cell.node) ? nodesBelow(cell.within, cell.node.depth, cell.node) : cell.value);
  }

  private holds(condition: Expression | boolean): boolean {
    return typeof condition === 'boolean' ? condition : toBoolean(this.scope().run(condition));
  }

  private text(words: Text | undefined): string {
    const { context } = this;
    const chosen = pick(words, context.language, context.form.definition.defaultLanguage);
    return chosen.includes('${') ? piped(chosen, (name) => toText(this.scope().answer(name))) : chosen;
  }

  /** Whether the choices are the same for every answer, so that all questions with the list can share them. */
  private isSteady(): boolean {
    const { choices, choicesFrom, filter, question } = this.cell.node;
    return !choicesFrom && !filter && !isShuffled(question) && pipedByChoices(choices).length === 0;
  }

  private named(): OfferedChoice[] {
    return this.passing().map((choice) => ({ name: choice.name, label: this.text(choice.label) || choice.name, choice }));
  }

  private passing(): readonly Choice[] {
    return (this.through ??= offeredChoices(this.cell, this.scope()));
  }

  private firstBroken(): Code | undefined {
    const { cell, value } = this;
    const { node } = cell;
    const { type, question } = node;
    const answered = isRepeat(node) && value === undefined ? cell.live > 0 : value !== undefined;
    if (!answered) return this.required && (!type.silent || isRepeat(node)) ? 'required' : undefined;
    if (value !== undefined && !type.accepts(value)) return 'type';
    const wrong = value === undefined ? undefined : type.check?.(value as never, question, this.passing());
    if (wrong || !node.constraint || (!isRepeat(node) && isBlank(cell.value))) return wrong;
    return this.holds(node.constraint) ? undefined : 'constraint';
  }

  private violated(): Violation[] {
    const { cell, question } = this;
    const first = this.firstBroken();
    const codes: Code[] = [...(first ? [first] : []), ...(cell.exceeded ? (['budget'] as const) : [])];
    const messages: Partial<Record<Code, Text>> = { required: question.requiredMessage, constraint: question.constraintMessage };
    return codes.map((code) => ({ question: cell.path, code, message: this.text(messages[code]) }));
  }
}

function isShuffled({ parameters }: Question): boolean {
  const { randomize } = parameters ?? {};
  return randomize === true || randomize === 'true';
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
  if (!isShuffled(question)) return through;
  const seed = question.parameters?.['seed'];
  const last = (choice: Choice) => choice.exclusive === true || choice.notApplicable === true;
  const given = typeof seed === 'string' ? readNumeral(seed.trim()) : Number(seed ?? NaN);
  const drawn = shuffled(
    through.filter((choice) => !last(choice)),
    randomFrom(Number.isFinite(given) ? given : scope.seed + hashOf(cell.path))
  );
  return [...drawn, ...through.filter(last)];
}
