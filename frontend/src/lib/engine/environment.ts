import type { Context } from './expr/eval';
import { ExpressionError } from './expr/lexer';
import type { Expression } from './expr/parser';
import { hashOf, type Random, randomFrom } from './expr/random';
import type { Value } from './expr/value';
import type { Form } from './form';
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
}

/** The surroundings of every expression of a session. */
export class SessionContext implements Context {
  self: Value = '';
  language: string;
  now: number;
  readonly zone: string;
  readonly seed: number;
  private place = 0;
  private generator: Random | undefined;
  private columns: Readonly<Record<string, string>> = {};

  constructor(
    private readonly form: Form,
    { now, zone, seed, language }: Environment,
    private readonly valueAt: (place: number) => Value
  ) {
    this.now = now.getTime();
    this.zone = zone;
    this.seed = seed;
    this.language = language;
  }

  /** Nodes with an expression beyond the budget. */
  readonly exceeded = new Set<number>();

  /** Every expression draws its own row of random numbers, told apart by the question's name. */
  get random(): Random {
    return (this.generator ??= randomFrom(this.seed + hashOf(this.form.nodes[this.place]?.question.name ?? '')));
  }

  /** Turns to a question and the value that `.` has there. */
  within(place: number, self: Value): this {
    this.place = place;
    this.self = self;
    return this;
  }

  /** The value of an expression, blank when it is beyond the budget. */
  run(expression: Expression, columns: Readonly<Record<string, string>> = {}): Value {
    this.generator = undefined;
    this.columns = columns;
    try {
      return expression.run(this);
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.exceeded.add(this.place);
      return '';
    }
  }

  answer(name: string): Value {
    const place = this.form.places.get(name);
    return place === undefined ? '' : this.valueAt(place);
  }

  column(name: string): string {
    return this.columns[name] ?? '';
  }

  choiceLabel(question: string, choice: string): string {
    const found = this.form.nodes[this.form.places.get(question) ?? -1]?.choices.find(({ name }) => name === choice);
    return found ? pick(found.label, this.language, this.form.definition.defaultLanguage) || found.name : '';
  }
}
