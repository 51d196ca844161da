import type { Choice, Definition, Question } from './definition';
import { ExpressionError } from './expr/lexer';
import { type Expression, parse, type Scope } from './expr/parser';
import type { Form, FormNode } from './form';
import { link } from './graph';
import { DefinitionError, type Problem } from './problem';
import type { QuestionType } from './question';
import { questionTypes } from './question-types';
import { pipedByChoices, pipedNames } from './text';

/** Makes a definition ready; throws a DefinitionError that names every mistake it finds. */
export function compile(definition: Definition, types: Readonly<Record<string, QuestionType>> = questionTypes): Form {
  const compiler = new Compiler(definition, types);
  compiler.body(definition.body, '/body', undefined);
  compiler.read();
  const { form, problems } = compiler;
  if (problems.length === 0) link(form, problems);
  if (problems.length > 0) throw new DefinitionError(problems);
  return form;
}

/** The computed part of a default such as {"expression": "today()"}. */
export function defaultExpression(value: unknown): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as { expression?: unknown }).expression : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** How deep sections and repeats may nest. */
const deepest = 20;

/** Whether choices are the answers to a question, as in ${name}. */
function isSource(choices: string | undefined): choices is string {
  return choices?.startsWith('${') === true;
}

const unknownType: QuestionType = { accepts: (answer): answer is never => answer === undefined };

class Compiler {
  readonly problems: Problem[] = [];
  readonly nodes: FormNode[] = [];
  readonly names = new Map<string, FormNode>();
  readonly members: FormNode[] = [];
  readonly form: Form;
  private readonly paths: string[] = [];

  constructor(
    private readonly definition: Definition,
    private readonly types: Readonly<Record<string, QuestionType>>
  ) {
    this.form = { definition, nodes: this.nodes, names: this.names, members: this.members };
  }

  /** Finds all questions first, as an expression may read any of them. */
  body(questions: readonly Question[], path: string, parent: FormNode | undefined, level = 0): void {
    questions.forEach((question, index) => {
      const here = `${path}/${index}`;
      const node = this.node(question, here, parent);
      if (!question.body) return;
      if (level < deepest) this.body(question.body, `${here}/body`, node, level + 1);
      else this.fail(here, 'nesting', `sections and repeats nest deeper than ${deepest}`);
    });
  }

  /** Reads the expressions and texts. */
  read(): void {
    for (const node of this.nodes) this.expressions(node, this.paths[node.place] ?? '');
  }

  private fail(path: string, code: string, message: string): void {
    this.problems.push({ path, severity: 'error', code, message });
  }

  private node(question: Question, path: string, parent: FormNode | undefined): FormNode {
    const type = Object.hasOwn(this.types, question.type) ? this.types[question.type] : undefined;
    if (!type) this.fail(`${path}/type`, 'type', `there is no question type "${question.type}"`);
    if (this.names.has(question.name)) this.fail(`${path}/name`, 'duplicate', `"${question.name}" is there twice`);
    const repeat = parent?.question.type === 'repeat' ? parent : parent?.repeat;
    const members = repeat?.members ?? this.members;
    const node: FormNode = {
      question,
      type: type ?? unknownType,
      place: this.nodes.length,
      parent,
      repeat,
      depth: repeat ? repeat.depth + 1 : 0,
      slot: members.length,
      members: [],
      body: [],
      choices: isSource(question.choices) ? [] : this.choices(question, path),
      choicesFrom: undefined,
      relevant: undefined,
      required: question.required === true,
      readOnly: question.readOnly === true,
      constraint: undefined,
      calculation: undefined,
      count: undefined,
      trigger: undefined,
      filter: undefined,
      initial: undefined,
      pipes: [],
      dependents: [],
      watchers: [],
      positional: [],
      triggers: [],
      rank: 0
    };
    this.names.set(question.name, node);
    this.paths.push(path);
    this.nodes.push(node);
    members.push(node);
    parent?.body.push(node);
    return node;
  }

  private expressions(node: FormNode, path: string): void {
    const { question, type } = node;
    const read = (key: 'relevant' | 'required' | 'readOnly' | 'constraint' | 'calculation' | 'count') =>
      this.expression(question[key], `${path}/${key}`, { own: node });
    node.relevant = read('relevant');
    if (node.relevant?.self) this.fail(`${path}/relevant`, 'cycle', 'relevance must not depend on the own answer (".")');
    node.required = read('required') ?? node.required;
    node.readOnly = read('readOnly') ?? node.readOnly;
    node.constraint = read('constraint');
    node.calculation = read('calculation');
    node.count = read('count');
    const source = isSource(question.choices) && this.names.get(question.choices.slice(2, -1).trim());
    if (source && source.repeat && source.body.length === 0) node.choicesFrom = source;
    else if (isSource(question.choices)) this.fail(`${path}/choices`, 'choices', `${question.choices} is no question of a repeat`);
    node.filter = this.filter(node, `${path}/choiceFilter`);
    node.initial = this.expression(defaultExpression(question.default), `${path}/default`, { own: node });
    if (question.trigger?.length) node.trigger = question.trigger.flatMap((name) => this.named(name, `${path}/trigger`));
    if ((node.calculation ?? node.initial) && !type.read && type !== unknownType) {
      this.fail(path, 'calculation', `a ${question.type} cannot be computed`);
    }
    for (const key of ['label', 'hint', 'guidance', 'requiredMessage', 'constraintMessage'] as const) {
      this.piped(node, pipedNames(question[key]), `${path}/${key}`);
    }
    this.piped(node, pipedByChoices(node.choices), `${path}/choices`);
  }

  private piped(node: FormNode, names: readonly string[], path: string): void {
    for (const name of names) {
      this.named(name, path);
      node.pipes.push(name);
    }
  }

  /** The question of a name, which must be there. */
  private named(name: string, path: string): FormNode[] {
    const node = this.names.get(name);
    if (!node) this.fail(path, 'name', `there is no question "${name}"`);
    return node ? [node] : [];
  }

  private choices(question: Question, path: string): readonly Choice[] {
    if (question.choices === undefined) {
      if (/^select_|^rank$/.test(question.type)) this.fail(path, 'choices', 'a choice list is missing');
      return [];
    }
    const lists = this.definition.choices ?? {};
    const list = Object.hasOwn(lists, question.choices) ? lists[question.choices] : undefined;
    if (!list) this.fail(`${path}/choices`, 'choices', `there is no choice list "${question.choices}"`);
    return list ?? [];
  }

  private expression(source: unknown, path: string, scope: Scope): Expression | undefined {
    if (typeof source !== 'string' || source.trim() === '') return undefined;
    try {
      const expression = parse(source, { ...scope, form: this.form });
      for (const name of [...expression.questions, ...expression.lists]) this.named(name, path);
      return expression;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.fail(path, error.code, `${error.message} (character ${error.at + 1})`);
      return undefined;
    }
  }

  private filter(node: FormNode, path: string): Expression | undefined {
    const expression = this.expression(node.question.choiceFilter, path, {
      own: node,
      columns: !node.choicesFrom,
      source: node.choicesFrom?.repeat
    });
    for (const column of expression?.columns ?? []) {
      const known = column === 'name' || node.choices.some(({ columns }) => columns && Object.hasOwn(columns, column));
      if (!known) this.fail(path, 'name', `the choice list has no column "${column}"`);
    }
    return expression;
  }
}
