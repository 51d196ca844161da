/** The instances of a session's repeats: made from answers, added, taken away, found by path, and written as answers again. */
import { answerOf } from './answer';
import { Cell, Instance } from './cell';
import { defaultExpression } from './compile';
import { isRepeat } from './environment';
import type { Form, FormNode } from './form';

/** How many instances a repeat may have under one parent, and all repeats of a session together. */
export const mostBelow = 1000;
const mostInAll = 10_000;

type Given = Readonly<Record<string, unknown>>;

export class Garden {
  readonly root: Instance;
  /** Whether instances that appear begin with their defaults, a first instance of their repeats, and stamps. */
  begins = false;
  /** Answers by type of question, for those that hold when, where and by whom a response is given. */
  readonly stamps: Record<string, () => string | undefined> = {};
  /** Instances that appeared, until their computed defaults are given. */
  private born: Instance[] = [];
  /** Instances that came with their answers, until these have been computed. */
  private readonly sown: Instance[] = [];
  private total = 0;
  private keys = 0;

  constructor(private readonly form: Form) {
    this.root = new Instance(0, undefined, form.members);
  }

  /** How many further instances a repeat may have. */
  room({ instances }: Cell): number {
    return Math.min(mostBelow - instances.length, mostInAll - this.total);
  }

  /** Adds an instance of a repeat at a place counted from 1. */
  plant(repeat: Cell, at = Infinity, given: Given = {}): Instance {
    const instance = new Instance(++this.keys, repeat, repeat.node.members);
    this.total++;
    if (repeat.instances.length === 0) repeat.instances = [];
    repeat.instances.splice(Math.max(0, at - 1), 0, instance);
    number(repeat, at);
    this.sow(instance, given);
    return instance;
  }

  uproot(instance: Instance): void {
    const { of } = instance;
    if (!of) return;
    this.forget(instance);
    of.instances = of.instances.filter((other) => other !== instance);
    number(of, instance.at);
  }

  /** Puts answers into an instance, and what it begins with. */
  sow(instance: Instance, given: Given): void {
    (this.begins ? this.born : this.sown).push(instance);
    for (const [name, answer] of Object.entries(given)) {
      if (!member(instance, this.form.names.get(name)) && answerOf(answer) !== undefined) (instance.strangers ??= {})[name] = answer;
    }
    for (const cell of instance.cells) {
      const { name } = cell.node.question;
      if (Object.hasOwn(given, name)) this.fill(cell, given[name]);
    }
    for (const cell of instance.cells) {
      const { question, count } = cell.node;
      cell.answered ??= answerOf(this.stamps[question.type]?.());
      if (!this.begins) continue;
      if (isRepeat(cell.node)) {
        const first = !count && cell.answered === undefined && cell.instances.length === 0;
        if (first && !/\bminimal\b/.test(question.appearance ?? '') && this.room(cell) > 0) this.plant(cell);
      } else if (defaultExpression(question.default) === undefined) cell.answered ??= answerOf(question.default);
    }
  }

  /** Takes an answer; of a repeat an array of instances instead of those it has, of which those beyond the bounds are a misfit. */
  fill(cell: Cell, answer: unknown): void {
    cell.answered = answerOf(answer);
    if (!isRepeat(cell.node)) return;
    for (const instance of cell.instances) this.forget(instance);
    cell.instances = [];
    const { answered } = cell;
    if (!Array.isArray(answered) || !answered.every(isObject)) return;
    const fitting = answered.slice(0, this.room(cell));
    for (const given of fitting) this.plant(cell, Infinity, given);
    cell.answered = answerOf(answered.slice(fitting.length));
  }

  /** The instances that appeared since it was last asked; they need their computed defaults. */
  takeBorn(): Instance[] {
    const { born } = this;
    this.born = [];
    return born;
  }

  /** What came with its answers has been computed. */
  settled(): void {
    for (const instance of this.sown) instance.fresh = false;
    this.sown.length = 0;
  }

  /** Whether a path leads to a question. */
  has(path: string): boolean {
    return this.find(path) instanceof Cell;
  }

  /** Throws a RangeError for a path that leads nowhere. */
  cellAt(path: string): Cell {
    const found = this.find(path);
    if (!(found instanceof Cell)) throw new RangeError(`there is no question "${path}"`);
    return found;
  }

  instanceAt(path: string): Instance {
    const found = this.find(path);
    if (!(found instanceof Instance)) throw new RangeError(`there is no instance "${path}"`);
    return found;
  }

  /** Visits every cell in the order of the document, those of instances that are only remembered too. */
  each(visit: (cell: Cell) => void, instance = this.root): void {
    for (const cell of instance.cells) {
      visit(cell);
      for (const inner of cell.instances) this.each(visit, inner);
    }
  }

  /** The answers of relevant questions. */
  answers(instance: Instance): Record<string, unknown> {
    const answers: Record<string, unknown> = {};
    for (const { node, relevant, answered, instances, live } of instance.cells) {
      if (!relevant) continue;
      const { name } = node.question;
      if (live > 0) answers[name] = instances.slice(0, live).map((inner) => this.answers(inner));
      else if (answered !== undefined && node.type.accepts(answered)) answers[name] = answered;
    }
    return answers;
  }

  /** Everything that was answered. */
  remembered(instance: Instance): Record<string, unknown> {
    const answers: Record<string, unknown> = { ...instance.strangers };
    for (const { node, answered, instances } of instance.cells) {
      const held: unknown[] = instances.map((inner) => this.remembered(inner));
      const kept = held.length > 0 ? held.concat(answered ?? []) : answered;
      if (kept !== undefined) answers[node.question.name] = kept;
    }
    return answers;
  }

  private forget(instance: Instance): void {
    this.total--;
    for (const cell of instance.cells) for (const inner of cell.instances) this.forget(inner);
  }

  private find(path: string): Cell | Instance | undefined {
    let instance: Instance | undefined = this.root;
    let rest = path;
    for (;;) {
      const match = /^([^[]+)\[(\d+)\](?:\.|$)/.exec(rest);
      if (!match || !instance) break;
      instance = member(instance, this.form.names.get(match[1] ?? ''))?.instances[Number(match[2]) - 1];
      rest = rest.slice(match[0].length);
    }
    return rest === '' || !instance ? instance : member(instance, this.form.names.get(rest));
  }
}

function member(instance: Instance, node: FormNode | undefined): Cell | undefined {
  return node && node.repeat === instance.of?.node ? instance.cell(node) : undefined;
}

/** Counts the instances of a repeat anew from a place on. */
function number({ instances }: Cell, from: number): void {
  for (let at = Math.max(1, Math.min(from, instances.length)); at <= instances.length; at++) (instances[at - 1] as Instance).at = at;
}

function isObject(answer: unknown): answer is Given {
  return typeof answer === 'object' && answer !== null && !Array.isArray(answer);
}
