/**
 * One response while it is filled in: what is relevant, what is calculated, what breaks a rule. A change computes again
 * only what depends on it; states are made when asked for.
 */
import { answerOf, type Answers, sameAnswer } from './answer';
import { type Cell, climb, compareCells, eachCell, type Instance } from './cell';
import { type Environment, isRepeat, SessionContext } from './environment';
import { printDate, printMoment, wallOf } from './expr/moment';
import { isBlank, type Single, single, toBoolean, toNumber } from './expr/value';
import type { Edge, Form } from './form';
import { Garden } from './garden';
import type { QuestionType } from './question';
import { type State, stateOf, type Violation } from './state';

/** An instance of a repeat as pages show it: the key stays while others come and go, the path shifts. */
export interface InstanceView {
  key: number;
  path: string;
}

export class Session {
  readonly context: SessionContext;
  private readonly garden: Garden;
  /** Cells to compute, by rank; `first` is the least rank with one. */
  private readonly queue: Cell[][] = [];
  private first = Infinity;
  private waiting = 0;
  private touched: Cell[] = [];
  private fired: Cell[] = [];
  private readonly ran = new Set<Cell>();
  /** The answers it began with have been computed. */
  private begun = false;

  constructor(
    readonly form: Form,
    environment: Environment,
    answers: Readonly<Record<string, unknown>> = {}
  ) {
    this.garden = new Garden(form);
    this.context = new SessionContext(form, this.garden.root, environment);
    this.begin(environment, answers);
  }

  get language(): string {
    return this.context.language;
  }

  /** Changes the language of all texts. */
  set language(language: string) {
    this.context.language = language;
    this.computeAll();
  }

  /** How many expressions were evaluated so far. */
  get computations(): number {
    return this.context.computations;
  }

  /**
   * Answers a question; undefined, null, blank and an empty list clear it. A question with a calculation keeps its
   * result, unless a trigger calculates it. A repeat takes an array of instances instead of those it has. Gives the paths of
   * the questions, sections and repeats whose state may now differ.
   */
  set(path: string, answer: unknown): string[] {
    return this.change(path, answer).map((cell) => cell.path);
  }

  /** As `set`, giving the cells. */
  change(path: string, answer: unknown): readonly Cell[] {
    const cell = this.cellAt(path);
    const { calculation, trigger, question } = cell.node;
    if (calculation && (!trigger || question.type === 'calculate')) return [];
    if (isRepeat(cell.node)) {
      if (cell.node.count && answerOf(answer) === undefined) return [];
      if (this.show(cell, 0)) this.announce(cell);
    }
    this.bare(() => this.garden.fill(cell, answer));
    return this.settle([cell]);
  }

  /** The instances of a repeat that count, in order. */
  instances(path: string): readonly InstanceView[] {
    const { instances, live } = this.repeatAt(path);
    return instances.slice(0, live).map(({ key, path: itsPath }) => ({ key, path: itsPath }));
  }

  /** Whether a person may add an instance. */
  extendable(path: string): boolean {
    const cell = this.repeatAt(path);
    return !cell.node.count && this.garden.room(cell) > 0;
  }

  /**
   * Adds an instance at a place counted from 1, by default the last, and gives its path. With answers it holds these and
   * nothing else, as when a removal is undone; without it begins with its defaults. Throws a RangeError where `extendable`
   * is false.
   */
  add(path: string, answers?: Readonly<Record<string, unknown>>, at = Infinity): string {
    return this.insert(path, answers, at).instance.path;
  }

  /** As `add`, giving also the cells whose state may differ. */
  insert(path: string, answers?: Readonly<Record<string, unknown>>, at = Infinity): { instance: Instance; changed: readonly Cell[] } {
    const cell = this.repeatAt(path);
    if (!this.extendable(path)) throw new RangeError(`"${path}" takes no further instance`);
    const plant = () => this.garden.plant(cell, at, answers);
    const instance = answers ? this.bare(plant) : plant();
    if (cell.relevant) {
      cell.live++;
      this.arrive(instance);
    }
    return { instance, changed: this.regrown(cell, instance.at) };
  }

  /** Takes an instance away and gives what it held, for `add` to bring it back. */
  remove(instancePath: string): Record<string, unknown> {
    return this.extract(instancePath).held;
  }

  /** As `remove`, giving also the cells that went with it and those whose state may differ. */
  extract(instancePath: string): { held: Record<string, unknown>; gone: readonly Cell[]; changed: readonly Cell[] } {
    const instance = this.garden.instanceAt(instancePath);
    const { of, at } = instance;
    if (!of || of.node.count) throw new RangeError(`"${instancePath}" cannot be removed`);
    const held = this.garden.remembered(instance);
    const gone: Cell[] = [];
    this.garden.each((cell) => gone.push(cell), instance);
    if (instance.alive) of.live--;
    this.garden.uproot(instance);
    return { held, gone, changed: this.regrown(of, at) };
  }

  /**
   * Sets the moment of sending; the last call counts. Questions of type end hold it, and everything that reads the
   * clock is computed for it, as the server will.
   */
  finish(end: Date): void {
    this.context.now = end.getTime();
    this.garden.each((cell) => {
      if (cell.node.question.type === 'end') cell.answered = printMoment(end.getTime(), this.context.zone);
    });
    this.computeAll();
  }

  state(path: string): State {
    return this.stateOf(this.cellAt(path));
  }

  stateOf(cell: Cell): State {
    return (cell.state ??= stateOf(this.context, cell));
  }

  /** Whether a path leads to a question now. */
  has(path: string): boolean {
    return this.garden.has(path);
  }

  /** Throws a RangeError for a path that leads nowhere. */
  cellAt(path: string): Cell {
    return this.garden.cellAt(path);
  }

  /** Every cell, those of instances that are only remembered too, in the order of the document. */
  eachCell(visit: (cell: Cell) => void): void {
    this.garden.each(visit);
  }

  /** What is broken now, in the order of the definition. */
  violations(): Violation[] {
    const found: Violation[] = [];
    this.garden.each((cell) => {
      if (cell.relevant) found.push(...this.stateOf(cell).violations);
    });
    return found;
  }

  /** The answers of relevant questions. */
  answers(): Answers {
    return this.garden.answers(this.garden.root) as Answers;
  }

  /** Everything that was answered, of questions that are not relevant now too: what a draft keeps. */
  remembered(): Record<string, unknown> {
    return this.garden.remembered(this.garden.root);
  }

  private repeatAt(path: string): Cell {
    const cell = this.cellAt(path);
    if (!isRepeat(cell.node)) throw new RangeError(`"${path}" is no repeat`);
    return cell;
  }

  private computeAll(): void {
    const all: Cell[] = [];
    this.garden.each((cell) => {
      if (cell.within.alive) all.push(cell);
    });
    this.settle(all);
  }

  private begin({ now, start = now, end, zone, resumed, device, username }: Environment, answers: Readonly<Record<string, unknown>>): void {
    const { garden } = this;
    const stamp = (type: string, answer: string | undefined) => {
      if (answer) garden.stamps[type] = answer;
    };
    stamp('end', end && printMoment(end.getTime(), zone));
    if (!resumed) {
      garden.begins = true;
      stamp('start', printMoment(start.getTime(), zone));
      stamp('today', printDate(wallOf(start.getTime(), zone)));
      stamp('deviceid', device);
      stamp('username', username);
    }
    garden.sow(garden.root, answers);
    this.arrive(garden.root);
    this.settle([]);
    garden.begins = true;
    this.begun = true;
  }

  /** Lets instances appear with nothing but their answers. */
  private bare<T>(act: () => T): T {
    this.garden.begins = false;
    const result = act();
    this.garden.begins = true;
    return result;
  }

  /** An instance was added or taken away: those behind it have other places, and lists of the repeat other members. */
  private regrown(repeat: Cell, from: number): readonly Cell[] {
    for (const instance of repeat.instances.slice(from - 1)) {
      this.garden.each((cell) => this.note(cell), instance);
      if (!instance.alive) continue;
      for (const reader of repeat.node.positional) eachCell(reader, instance, repeat.node.depth + 1, (cell) => this.demand(cell));
    }
    this.announce(repeat);
    return this.settle([]);
  }

  /** Computes the cells and all that depends on them, then what was waiting for that: defaults and triggered calculations. */
  private settle(cells: readonly Cell[]): readonly Cell[] {
    for (const cell of cells) {
      this.note(cell);
      this.demand(cell);
    }
    this.propagate();
    for (;;) {
      const born = this.garden.takeBorn();
      if (born.length > 0) this.raise(born);
      else if (this.fired.length > 0) this.fire();
      else break;
    }
    this.ran.clear();
    this.garden.settled();
    const { touched } = this;
    this.touched = [];
    for (const cell of touched) {
      cell.noted = false;
      cell.state = undefined;
    }
    return touched;
  }

  /** Gives new instances their computed defaults, then lets the calculations run whose triggers have a value. */
  private raise(born: Instance[]): void {
    const raised: Cell[] = [];
    for (const instance of born) this.give(instance, raised);
    for (const cell of raised) {
      if (cell.answered !== undefined) continue;
      this.context.within(cell, '');
      if (cell.node.trigger?.some(({ question }) => !isBlank(this.context.answer(question.name)))) this.fired.push(cell);
    }
  }

  /** Computed defaults of an instance and of the new ones in it, in the order of the document. */
  private give(instance: Instance, raised: Cell[]): void {
    if (!instance.fresh) return;
    instance.fresh = false;
    for (const cell of instance.cells) {
      const { initial, calculation, trigger, type } = cell.node;
      for (const inner of cell.instances) this.give(inner, raised);
      if (trigger && calculation) raised.push(cell);
      if (!initial || (calculation && !trigger) || cell.answered !== undefined) continue;
      this.put(cell, type.read?.(single(this.context.within(cell, '').run(initial)), this.context.zone));
    }
  }

  /** Runs the first of the calculations that were triggered. */
  private fire(): void {
    const cell = this.fired.sort(compareCells).shift() as Cell;
    const { calculation, type } = cell.node;
    if (!calculation || !cell.relevant || this.ran.has(cell)) return;
    this.ran.add(cell);
    const value = single(this.context.within(cell, cell.value).run(calculation));
    this.put(cell, type.read?.(value, this.context.zone));
  }

  private put(cell: Cell, answer: unknown): void {
    cell.answered = answerOf(answer);
    this.note(cell);
    this.demand(cell);
    this.propagate();
  }

  private note(cell: Cell): void {
    if (cell.noted) return;
    cell.noted = true;
    this.touched.push(cell);
  }

  private demand(cell: Cell): void {
    if (cell.due) return;
    cell.due = true;
    const { rank } = cell.node;
    (this.queue[rank] ??= []).push(cell);
    this.first = Math.min(this.first, rank);
    this.waiting++;
  }

  private propagate(): void {
    for (; this.waiting > 0; this.first++) {
      const cells = this.queue[this.first];
      if (!cells || cells.length === 0) continue;
      for (const cell of cells) {
        cell.due = false;
        if (!cell.within.alive) continue;
        const { exceeded } = cell;
        if (this.compute(cell)) this.announce(cell);
        else if (exceeded !== cell.exceeded) this.note(cell);
      }
      this.waiting -= cells.length;
      cells.length = 0;
    }
    this.first = this.form.nodes.length;
  }

  /** Lets everything that reads a cell be computed or looked at again. */
  private announce(cell: Cell): void {
    const { dependents, watchers } = cell.node;
    this.note(cell);
    for (const edge of dependents) this.along(edge, cell, (reader) => this.demand(reader));
    for (const edge of watchers) this.along(edge, cell, (reader) => this.note(reader));
  }

  private along({ reader, depth }: Edge, { node, within }: Cell, visit: (reader: Cell) => void): void {
    eachCell(reader, climb(within, node.depth - depth), depth, visit);
  }

  /** Computes relevance, calculation and value of a cell; tells whether others may notice. */
  private compute(cell: Cell): boolean {
    const { node, within } = cell;
    const { type, relevant, calculation, parent } = node;
    const { context } = this;
    const before = cell.answered;
    const was = cell.relevant;
    cell.exceeded = false;
    const own = valueOf(type, before);
    const scope = context.within(cell, own);
    cell.relevant = (!parent || parent === node.repeat || within.cell(parent).relevant) && (!relevant || toBoolean(scope.run(relevant)));
    if (isRepeat(node)) return this.show(cell, this.wanted(cell)) || was !== cell.relevant;
    if (calculation && !node.trigger && cell.relevant) {
      cell.answered = answerOf(type.read?.(single(scope.run(calculation)), context.zone));
    }
    const value = !cell.relevant ? '' : cell.answered === before ? own : valueOf(type, cell.answered);
    const sameValue = sameAnswer(cell.value, value);
    cell.value = value;
    if (!sameValue && this.begun) this.pull(cell);
    if (was !== cell.relevant) for (const inner of node.body) this.demand(within.cell(inner));
    return was !== cell.relevant || !sameValue || !sameAnswer(before, cell.answered);
  }

  /** Lets calculations run that a change triggers, but for those of instances that only begin. */
  private pull(cell: Cell): void {
    for (const edge of cell.node.triggers) {
      this.along(edge, cell, (reader) => {
        if (!reader.within.fresh && !this.fired.includes(reader)) this.fired.push(reader);
      });
    }
  }

  /** How many instances of a repeat there should be; makes those that are missing. */
  private wanted(cell: Cell): number {
    const { garden, context } = this;
    if (!cell.relevant) return 0;
    if (!cell.node.count) return cell.instances.length;
    const asked = Math.trunc(toNumber(context.within(cell, '').run(cell.node.count), context.zone));
    while (cell.instances.length < asked && garden.room(cell) > 0) garden.plant(cell);
    if (asked > cell.instances.length) cell.exceeded = true;
    return asked > 0 ? Math.min(asked, cell.instances.length) : 0;
  }

  /** Lets so many instances be there for expressions and answers; tells whether that changed. */
  private show(cell: Cell, count: number): boolean {
    const { instances, live } = cell;
    cell.live = count;
    for (const instance of instances.slice(count, live)) this.leave(instance);
    for (const instance of instances.slice(live, count)) this.arrive(instance);
    return count !== live;
  }

  private arrive(instance: Instance): void {
    instance.alive = true;
    for (const cell of instance.cells) {
      this.note(cell);
      this.demand(cell);
    }
  }

  private leave(instance: Instance): void {
    instance.alive = false;
    for (const cell of instance.cells) {
      cell.relevant = false;
      this.note(cell);
      this.show(cell, 0);
    }
  }
}

function valueOf(type: QuestionType, answer: unknown): Single {
  if (answer === undefined || !type.accepts(answer)) return '';
  return type.value?.(answer) ?? (answer as Single);
}
