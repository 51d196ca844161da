import type { Choice, Definition, Question } from './definition';
import { pipedNames } from './text';
import { ExpressionError } from './expr/lexer';
import { type Expression, parse } from './expr/parser';
import type { Form, FormNode } from './form';
import { link } from './graph';
import { DefinitionError, type Problem } from './problem';
import { questionTypes } from './question-types';

/** Makes a definition ready; throws a DefinitionError that names every mistake it finds. */
export function compile(definition: Definition): Form {
  const compiler = new Compiler(definition);
  compiler.body(definition.body, '/body', undefined);
  const { nodes, places, problems } = compiler;
  compiler.checkNames();
  const order = problems.length > 0 ? [] : link(nodes, places, problems);
  if (problems.length > 0) throw new DefinitionError(problems);
  return { definition, nodes, order, places };
}

/** The computed part of a default such as {"expression": "today()"}. */
export function defaultExpression(value: unknown): string | undefined {
  const found = typeof value === 'object' && value !== null ? (value as { expression?: unknown }).expression : undefined;
  return typeof found === 'string' ? found : undefined;
}

class Compiler {
  readonly nodes: FormNode[] = [];
  readonly places = new Map<string, number>();
  readonly problems: Problem[] = [];
  private readonly reads: { name: string; path: string }[] = [];

  constructor(private readonly definition: Definition) {}

  body(questions: readonly Question[], path: string, section: number | undefined): void {
    questions.forEach((question, index) => {
      const here = `${path}/${index}`;
      const place = this.question(question, here, section);
      if (!question.body) return;
      if (section === undefined) this.body(question.body, `${here}/body`, place);
      else this.fail(here, 'section', 'sections do not nest');
    });
  }

  /** Every name that an expression or text reads must be a question's. */
  checkNames(): void {
    for (const { name, path } of this.reads) {
      if (!this.places.has(name)) this.fail(path, 'name', `there is no question "${name}"`);
    }
  }

  private fail(path: string, code: string, message: string): void {
    this.problems.push({ path, severity: 'error', code, message });
  }

  private question(question: Question, path: string, section: number | undefined): number {
    const place = this.nodes.length;
    const type = Object.hasOwn(questionTypes, question.type) ? questionTypes[question.type] : undefined;
    if (!type) this.fail(`${path}/type`, 'type', `there is no question type "${question.type}"`);
    if (this.places.has(question.name)) this.fail(`${path}/name`, 'duplicate', `"${question.name}" is there twice`);
    this.places.set(question.name, place);
    const choices = this.choices(question, path);
    const relevant = this.expression(question.relevant, `${path}/relevant`);
    if (relevant?.self) this.fail(`${path}/relevant`, 'cycle', 'relevance must not depend on the own answer (".")');
    const expression = (key: 'constraint' | 'calculation') => this.expression(question[key], `${path}/${key}`);
    this.nodes.push({
      question,
      type: type ?? {accepts: (answer): answer is never => answer === undefined},
      section,
      choices,
      relevant,
      required:
        typeof question.required === 'string'
          ? (this.expression(question.required, `${path}/required`) ?? false)
          : question.required === true,
      constraint: expression('constraint'),
      calculation: expression('calculation'),
      filter: this.filter(question, choices, `${path}/choiceFilter`),
      initial: this.expression(defaultExpression(question.default), `${path}/default`),
      dependents: [],
      watchers: [],
      rank: 0
    });
    for (const key of ['calculation', 'initial'] as const) {
      const computed = this.nodes[place]?.[key];
      if (computed && type && !type.read) this.fail(path, 'calculation', `a ${question.type} cannot be computed`);
    }
    for (const key of ['label', 'hint', 'requiredMessage', 'constraintMessage'] as const) {
      for (const name of pipedNames(question[key])) this.reads.push({ name, path: `${path}/${key}` });
    }
    for (const name of choices.flatMap(({ label }) => pipedNames(label))) this.reads.push({ name, path: `${path}/choices` });
    return place;
  }

  private choices(question: Question, path: string): readonly Choice[] {
    if (question.choices === undefined) {
      if (question.type.startsWith('select_')) this.fail(path, 'choices', 'a choice list is missing');
      return [];
    }
    const lists = this.definition.choices ?? {};
    const list = Object.hasOwn(lists, question.choices) ? lists[question.choices] : undefined;
    if (!list) this.fail(`${path}/choices`, 'choices', `there is no choice list "${question.choices}"`);
    return list ?? [];
  }

  private expression(source: string | undefined, path: string, columnsAllowed = false): Expression | undefined {
    if (source === undefined || source.trim() === '') return undefined;
    try {
      const expression = parse(source, columnsAllowed);
      for (const name of [...expression.questions, ...expression.lists]) this.reads.push({ name, path });
      return expression;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.fail(path, error.code, `${error.message} (character ${error.at + 1})`);
      return undefined;
    }
  }

  private filter(question: Question, choices: readonly Choice[], path: string): Expression | undefined {
    const expression = this.expression(question.choiceFilter, path, true);
    for (const column of expression?.columns ?? []) {
      const known = column === 'name' || choices.some(({ columns }) => columns && Object.hasOwn(columns, column));
      if (!known) this.fail(path, 'name', `the choice list has no column "${column}"`);
    }
    return expression;
  }
}
