import { type Cell, climb, eachCell, type Instance } from './cell';
import type { Choice } from './definition';
import type { Context } from './expr/eval';
import { ExpressionError } from './expr/lexer';
import type { Expression } from './expr/parser';
import { hashOf, type Random, randomFrom } from './expr/random';
import { Nodes, type Single, toText, type Value } from './expr/value';
import { type Form, type FormNode, sharedDepth } from './form';
import type { OfferedChoice } from './state';
import { pick } from './text';

/** What a session takes from outside, so that the same input always gives the same result. */
export interface Environment {
  now: Date;
  /** IANA name of the time zone. */
  zone: string;
  /** An integer. */
  seed: number;
  /** BCP 47 tag. */
  language: string;
  /** When the response was begun; default: now. */
  start?: Date;
  /** When it was sent. */
  end?: Date;
  /** True when the answers come from earlier work on the same response, so that defaults are not given again. */
  resumed?: boolean;
  /** Names the device; questions of type deviceid hold it. */
  device?: string;
  /** Names the person; questions of type username hold it. */
  username?: string;
}

/** What a predicate looks at: an instance, a question in one, or a row of a table. */
export interface Focus {
  instance?: Instance;
  row?: number;
  value: Single;
  position: number;
}

/** The surroundings of every expression of a session. */
export class SessionContext implements Context {
  self: Value = '';
  language: string;
  now: number;
  steps = 0;
  readonly zone: string;
  readonly seed: number;
  /** How many expressions were evaluated. */
  computations = 0;
  /** The cell whose expression is evaluated. */
  cell: Cell;
  /** The node that a predicate looks at. */
  focus: Focus | undefined = undefined;
  private readonly offers = new Map<readonly Choice[], readonly OfferedChoice[]>();
  private generator: Random | undefined;
  private choice: Choice | undefined;

  constructor(
    readonly form: Form,
    readonly root: Instance,
    { now, zone, seed, language }: Environment
  ) {
    this.now = now.getTime();
    this.zone = zone;
    this.seed = seed;
    this.language = language;
    this.cell = root.cells[0] as Cell;
  }

  /** Every expression draws its own row of random numbers, told apart by the question's path. */
  get random(): Random {
    return (this.generator ??= randomFrom(this.seed + hashOf(this.cell.path)));
  }

  /** Changes the language of all texts. */
  speak(language: string): void {
    this.language = language;
    this.offers.clear();
  }

  /** The choices of a list in the language, made once, for questions that offer all of it whatever is answered. */
  offered(list: readonly Choice[], make: () => readonly OfferedChoice[]): readonly OfferedChoice[] {
    let made = this.offers.get(list);
    if (!made) this.offers.set(list, (made = make()));
    return made;
  }

  /** Turns to a question and the value that `.` has there. */
  within(cell: Cell, self: Value): this {
    this.cell = cell;
    this.self = self;
    return this;
  }

  /** The value of an expression, blank when it is beyond the budget; a choice filter looks at a choice. */
  run(expression: Expression, choice?: Choice, focus?: Focus): Value {
    this.generator = undefined;
    this.choice = choice;
    this.focus = focus;
    this.steps = 0;
    this.computations++;
    try {
      return expression.run(this);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.cell.exceeded = true;
      return '';
    }
  }

  answer(name: string): Value {
    const node = this.form.names.get(name);
    if (!node) return '';
    const { node: own, within } = this.cell;
    const depth = sharedDepth(node, own);
    const around = climb(within, own.depth - depth);
    return node.depth === depth && !isRepeat(node) ? around.cell(node).value : nodesBelow(around, depth, node);
  }

  /** The answers to a question in all instances of its repeat, also of those around the question at hand. */
  siblings(node: FormNode): Nodes {
    const { node: own, within } = this.cell;
    const depth = node.repeat ? sharedDepth(node.repeat, own) : 0;
    return nodesBelow(climb(within, own.depth - depth), depth, node);
  }

  column(name: string): string {
    const { choice } = this;
    return (name === 'name' ? choice?.name : choice?.columns?.[name]) ?? '';
  }

  choiceLabel(question: string, choice: string): string {
    const node = this.form.names.get(question);
    if (node?.choicesFrom) return this.siblings(node.choicesFrom).list.some((name) => toText(name) === choice) ? choice : '';
    const found = node?.choices.find(({ name }) => name === choice);
    return found ? pick(found.label, this.language, this.form.definition.defaultLanguage) || found.name : '';
  }
}

export function isRepeat({ question }: FormNode): boolean {
  return question.type === 'repeat';
}

/** All relevant instances of a question, or of a repeat, below an instance that lies so many repeats deep. */
export function nodesBelow(around: Instance, depth: number, node: FormNode): Nodes {
  const values: Single[] = [];
  const spots: (Cell | Instance)[] = [];
  eachCell(node, around, depth, (cell) => {
    if (!cell.relevant) return;
    if (!isRepeat(node)) {
      values.push(cell.value);
      spots.push(cell);
    } else {
      for (let index = 0; index < cell.live; index++) {
        values.push('');
        spots.push(cell.instances[index] as Instance);
      }
    }
  });
  return new Nodes(values, spots);
}
