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
import { Garden, mostBelow } from './garden';
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
  private first = 0;
  private waiting = 0;
  private touched: Cell[] = [];
  private fired: Cell[] = [];
  private readonly ran = new Set<Cell>();

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

  /** Every cell, those of instances that do not count too, in the order of the document. */
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
    this.garden.each((cell) => all.push(cell));
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
    this.computeAll();
    garden.begins = true;
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
    for (const instance of repeat.instances.slice(from - 1)) this.garden.each((cell) => this.note(cell), instance);
    this.announce(repeat);
    return this.settle([repeat]);
  }

  /** Computes the cells and all that depends on them, then what was waiting for that: defaults and triggered calculations. */
  private settle(cells: readonly Cell[]): readonly Cell[] {
    this.ran.clear();
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
  private raise(born: readonly Instance[]): void {
    const { context } = this;
    const cells = born
      .flatMap((instance) => instance.cells)
      .filter(({ node }) => node.initial ?? node.trigger)
      .sort(compareCells);
    for (const cell of cells) {
      const { initial, calculation, trigger, type } = cell.node;
      if (!initial || (calculation && !trigger) || cell.answered !== undefined) continue;
      const value = single(context.within(cell, '').run(initial));
      this.put(cell, type.read?.(value, context.zone));
    }
    for (const instance of born) instance.fresh = false;
    for (const cell of cells) {
      const { trigger } = cell.node;
      if (!trigger || cell.answered !== undefined) continue;
      context.within(cell, '');
      if (trigger.some(({ question }) => !isBlank(context.answer(question.name)))) this.fired.push(cell);
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
        if (this.compute(cell)) this.announce(cell);
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
    const { type, relevant, calculation, parent, body } = node;
    const { context } = this;
    const before = cell.answered;
    const was = cell.relevant;
    cell.exceeded = false;
    const own = valueOf(type, before);
    const scope = context.within(cell, own);
    const around = parent === node.repeat ? within.live : within.cell(parent as typeof node).relevant;
    cell.relevant = around && (!relevant || toBoolean(scope.run(relevant)));
    if (calculation && !node.trigger && cell.relevant) {
      cell.answered = answerOf(type.read?.(single(scope.run(calculation)), context.zone));
    }
    const value: Single = cell.relevant ? (cell.answered === before ? own : valueOf(type, cell.answered)) : '';
    const sameValue = sameAnswer(cell.value, value);
    cell.value = value;
    if (!sameValue) this.pull(cell);
    if (isRepeat(node)) return this.grow(cell) || was !== cell.relevant;
    if (was !== cell.relevant) for (const inner of body) this.demand(within.cell(inner));
    return was !== cell.relevant || !sameValue || !sameAnswer(before, cell.answered);
  }

  /** Lets calculations run that a change triggers, but for those of instances that only begin. */
  private pull(cell: Cell): void {
    for (const edge of cell.node.triggers) {
      this.along(edge, cell, (reader) => {
        if (!reader.within.fresh) this.fired.push(reader);
      });
    }
  }

  /** Makes as many instances count as the repeat's count says; tells whether that changed. */
  private grow(cell: Cell): boolean {
    const { count } = cell.node;
    const before = cell.live;
    if (!count) cell.live = cell.instances.length;
    else if (cell.relevant) {
      const wanted = toNumber(this.context.within(cell, '').run(count), this.context.zone);
      const whole = wanted > 0 ? Math.trunc(wanted) : 0;
      while (cell.instances.length < Math.min(whole, mostBelow) && this.garden.room(cell) > 0) this.garden.plant(cell);
      cell.live = Math.min(whole, cell.instances.length);
      if (whole > cell.live) cell.exceeded = true;
    }
    for (const instance of cell.instances) {
      if (instance.counted === instance.live) continue;
      instance.counted = instance.live;
      for (const inner of cell.node.body) this.demand(instance.cell(inner));
    }
    return before !== cell.live;
  }
}

function valueOf(type: QuestionType, answer: unknown): Single {
  if (answer === undefined || !type.accepts(answer)) return '';
  return type.value?.(answer) ?? (answer as Single);
}
