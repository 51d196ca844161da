/**
 * One response while it is filled in: what is relevant, what is calculated, what breaks a rule. A change computes again
 * only what depends on it; states are made when asked for.
 */
import { answerOf, type Answers } from './answer';
import { type Cell, eachCell, type Instance } from './cell';
import { type Environment, isRepeat } from './environment';
import { printDate, printMoment, wallOf } from './expr/moment';
import type { Form } from './form';
import { Reckoning } from './reckoning';
import { State, type Violation } from './state';

/** An instance of a repeat as pages show it: the key stays while others come and go, the path shifts. */
export interface InstanceView {
  key: number;
  path: string;
}

export class Session extends Reckoning {
  constructor(form: Form, environment: Environment, answers: Readonly<Record<string, unknown>> = {}) {
    super(form, environment);
    this.begin(environment, answers);
  }

  get language(): string {
    return this.context.language;
  }

  /** Changes the language of all texts. */
  set language(language: string) {
    this.context.speak(language);
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
    return (cell.state ??= new State(this.context, cell));
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
    const stamps = {
      start: () => printMoment(start.getTime(), zone),
      today: () => printDate(wallOf(start.getTime(), zone)),
      deviceid: () => device,
      username: () => username
    };
    if (end) garden.stamps['end'] = () => printMoment(end.getTime(), zone);
    if (!resumed) Object.assign(garden.stamps, stamps);
    garden.begins = !resumed;
    garden.sow(garden.root, answers);
    this.arrive(garden.root);
    this.settle([]);
    Object.assign(garden.stamps, stamps);
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
    if (repeat.relevant) this.announce(repeat);
    this.note(repeat);
    return this.settle([]);
  }
}
