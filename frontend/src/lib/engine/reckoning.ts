/**
 * Computes what a session changes and all that depends on it: relevance, calculations, the instances that counts ask for,
 * then the defaults of new instances and the calculations that were triggered.
 */
import { answerOf, sameAnswer } from './answer';
import { type Cell, climb, compareCells, eachCell, type Instance } from './cell';
import { type Environment, isRepeat, SessionContext } from './environment';
import { isBlank, type Single, single, toBoolean, toNumber } from './expr/value';
import type { Edge, Form } from './form';
import { Garden } from './garden';
import type { QuestionType } from './question';

export abstract class Reckoning {
  readonly context: SessionContext;
  protected readonly garden: Garden;
  /** Cells to compute, by rank; `first` is the least rank with one. */
  private readonly queue: Cell[][] = [];
  private first = Infinity;
  private waiting = 0;
  private touched: Cell[] = [];
  private fired: Cell[] = [];
  private readonly ran = new Set<Cell>();
  /** The answers it began with have been computed. */
  protected begun = false;

  constructor(
    readonly form: Form,
    environment: Environment
  ) {
    this.garden = new Garden(form);
    this.context = new SessionContext(form, this.garden.root, environment);
  }

  /** Computes the cells and all that depends on them, then what was waiting for that: defaults and triggered calculations. */
  protected settle(cells: readonly Cell[]): readonly Cell[] {
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

  protected note(cell: Cell): void {
    if (cell.noted) return;
    cell.noted = true;
    this.touched.push(cell);
  }

  protected demand(cell: Cell): void {
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
  protected announce(cell: Cell): void {
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
    if (isRepeat(node)) {
      if (was !== cell.relevant) this.note(cell);
      return this.show(cell, this.wanted(cell));
    }
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
  protected show(cell: Cell, count: number): boolean {
    const { instances, live } = cell;
    cell.live = count;
    for (const instance of instances.slice(count, live)) this.leave(instance);
    for (const instance of instances.slice(live, count)) this.arrive(instance);
    return count !== live;
  }

  protected arrive(instance: Instance): void {
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
