/**
 * One response while it is filled in: what is relevant, what is calculated, what breaks a rule. A change computes again
 * only what depends on it; states are made when asked for.
 */
import { type Answers, sameAnswer } from './answer';
import { defaultExpression } from './compile';
import { type Environment, SessionContext } from './environment';
import { printDate, printMoment, wallOf } from './expr/moment';
import { toBoolean, type Value } from './expr/value';
import type { Form, FormNode } from './form';
import { type Situation, type State, stateOf, type Violation } from './state';

export class Session implements Situation {
  readonly context: SessionContext;
  /** Answers under names that the definition does not know. */
  readonly strangers: Record<string, unknown> = {};
  private readonly answered: unknown[] = [];
  private readonly relevance: boolean[] = [];
  private readonly values: Value[] = [];
  private readonly states: (State | undefined)[] = [];

  constructor(
    readonly form: Form,
    environment: Environment,
    answers: Readonly<Record<string, unknown>> = {}
  ) {
    this.context = new SessionContext(form, environment, (place) => this.values[place] ?? '');
    for (const [name, answer] of Object.entries(answers)) {
      const place = form.places.get(name);
      if (place !== undefined) this.answered[place] = answerOf(answer);
      else if (answerOf(answer) !== undefined) this.strangers[name] = answer;
    }
    this.begin(environment);
  }

  get language(): string {
    return this.context.language;
  }

  /** Changes the language of all texts; gives the names of the questions, which all may look different. */
  set language(language: string) {
    this.context.language = language;
    this.computeAll();
  }

  /**
   * Answers a question; undefined, null, blank and an empty list clear it. A question with a calculation keeps its
   * result. Gives the names of the questions and sections whose state may now differ.
   */
  set(name: string, answer: unknown): string[] {
    const place = this.placeOf(name);
    if (this.form.nodes[place]?.calculation) return [];
    this.answered[place] = answerOf(answer);
    return this.propagate([place]).map((changed) => this.form.nodes[changed]?.question.name ?? '');
  }

  /**
   * Sets the moment of sending; the last call counts. Questions of type end hold it, and everything that reads the
   * clock is computed for it, as the server will.
   */
  finish(end: Date): void {
    this.context.now = end.getTime();
    this.form.nodes.forEach(({ question }, place) => {
      if (question.type === 'end') this.answered[place] = undefined;
    });
    this.stamp('end', () => printMoment(end.getTime(), this.context.zone));
    this.computeAll();
  }

  state(name: string): State {
    return this.stateAt(this.placeOf(name));
  }

  /** What is broken now, in the order of the definition. */
  violations(): Violation[] {
    return this.form.nodes.flatMap((_, place) => (this.relevance[place] ? this.stateAt(place).violations : []));
  }

  /** The answers of relevant questions. */
  answers(): Answers {
    const answers: Answers = {};
    this.form.nodes.forEach(({ question, type }, place) => {
      const answer = this.answered[place];
      if (this.relevance[place] && answer !== undefined && type.accepts(answer)) answers[question.name] = answer;
    });
    return answers;
  }

  /** Everything that was answered, of questions that are not relevant now too: what a draft keeps. */
  remembered(): Record<string, unknown> {
    const answers: Record<string, unknown> = { ...this.strangers };
    this.form.nodes.forEach(({ question }, place) => {
      if (this.answered[place] !== undefined) answers[question.name] = this.answered[place];
    });
    return answers;
  }

  relevantAt(place: number): boolean {
    return this.relevance[place] ?? false;
  }

  answerAt(place: number): unknown {
    return this.answered[place];
  }

  valueAt(place: number): Value {
    return this.values[place] ?? '';
  }

  private computeAll(): void {
    this.propagate(this.form.order);
    this.states.length = 0;
  }

  private stateAt(place: number): State {
    return (this.states[place] ??= stateOf(this, place));
  }

  private placeOf(name: string): number {
    const place = this.form.places.get(name);
    if (place === undefined) throw new RangeError(`there is no question "${name}"`);
    return place;
  }

  private begin({ now, start = now, end, zone, resumed }: Environment): void {
    const fresh = !resumed;
    if (fresh) {
      this.stamp('start', () => printMoment(start.getTime(), zone));
      this.stamp('today', () => printDate(wallOf(start.getTime(), zone)));
      this.form.nodes.forEach(({ question, initial }, place) => {
        if (!initial && defaultExpression(question.default) === undefined) this.answered[place] ??= answerOf(question.default);
      });
    }
    if (end) this.stamp('end', () => printMoment(end.getTime(), zone));
    this.propagate(this.form.order);
    if (!fresh) return;
    this.form.nodes.forEach(({ initial, type, calculation }, place) => {
      if (!initial || calculation || this.answered[place] !== undefined) return;
      const value = this.context.within(place, '').run(initial);
      this.answered[place] = answerOf(type.read?.(value, zone));
      this.propagate([place]);
    });
  }

  /** Answers the questions of a metadata type that have no answer. */
  private stamp(type: string, answer: () => string): void {
    this.form.nodes.forEach(({ question }, place) => {
      if (question.type === type) this.answered[place] ??= answer();
    });
  }

  /** Computes the places and all that depends on them; gives the places whose state may differ. */
  private propagate(places: readonly number[]): number[] {
    const { nodes, order } = this.form;
    const due = new Uint8Array(nodes.length);
    const changed = new Set<number>(places);
    let first = nodes.length;
    const demand = (place: number) => {
      const { rank = 0 } = nodes[place] ?? {};
      due[rank] = 1;
      first = Math.min(first, rank);
    };
    places.forEach(demand);
    for (let rank = first; rank < order.length; rank++) {
      const place = order[rank];
      const node = place === undefined ? undefined : nodes[place];
      if (!due[rank] || place === undefined || !node || !this.compute(node, place)) continue;
      changed.add(place);
      node.dependents.forEach(demand);
      node.watchers.forEach((watcher) => changed.add(watcher));
    }
    for (const place of changed) this.states[place] = undefined;
    return [...changed];
  }

  /** Computes relevance, calculation and value of a node; tells whether others may notice. */
  private compute({ type, section, relevant, calculation }: FormNode, place: number): boolean {
    const before = this.answered[place];
    this.context.exceeded.delete(place);
    const own = valueOf(type, before);
    const scope = this.context.within(place, own);
    const isRelevant =
      (section === undefined || this.relevance[section] === true) && (!relevant || toBoolean(scope.run(relevant)));
    if (calculation && isRelevant) {
      this.answered[place] = answerOf(type.read?.(scope.run(calculation), this.context.zone));
    }
    const answer = this.answered[place];
    const value = isRelevant ? (calculation ? valueOf(type, answer) : own) : '';
    const same = this.relevance[place] === isRelevant && sameAnswer(this.values[place], value) && sameAnswer(before, answer);
    this.relevance[place] = isRelevant;
    this.values[place] = value;
    return !same;
  }
}

/** An answer as kept: undefined for everything that means unanswered, and zero without its sign, as in JSON. */
export function answerOf(answer: unknown): unknown {
  if (answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)) return undefined;
  if (typeof answer !== 'number') return answer;
  return Number.isFinite(answer) ? answer + 0 : undefined;
}

function valueOf(type: FormNode['type'], answer: unknown): Value {
  if (answer === undefined || !type.accepts(answer)) return '';
  return type.value?.(answer) ?? (answer as Value);
}
