/**
 * What a session knows of every question: a cell, in every instance of the repeats around it. Instances and cells stay the
 * same objects while others are added and removed around them; their paths shift.
 */
import type { Single } from './expr/value';
import type { FormNode } from './form';
import type { State } from './state';

const none: Instance[] = [];

export class Cell {
  /** The answer; of a repeat one that cannot be read as instances. */
  answered: unknown = undefined;
  relevant = false;
  value: Single = '';
  state: State | undefined = undefined;
  /** Whether an expression went beyond the budget. */
  exceeded = false;
  /** Of a repeat: its instances, also those that its count leaves out. */
  instances: Instance[] = none;
  /** How many instances there are for expressions and answers; the others are only remembered. */
  live = 0;
  /** Marks of the change that is going on. */
  due = false;
  noted = false;

  constructor(
    readonly node: FormNode,
    readonly within: Instance
  ) {}

  get path(): string {
    const { path } = this.within;
    const { name } = this.node.question;
    return path === '' ? name : `${path}.${name}`;
  }
}

/** One instance of a repeat, or what stands outside of all repeats. */
export class Instance {
  readonly cells: Cell[];
  /** Its place among its siblings, from 1. */
  at = 1;
  /** Answers under names that the definition does not know here. */
  strangers: Record<string, unknown> | undefined = undefined;
  /** Whether it is there for expressions and answers; its members are computed only then. */
  alive = false;
  /** Until its defaults are given: nothing is triggered in it. */
  fresh = true;

  constructor(
    /** Stays while the place changes. */
    readonly key: number,
    /** The repeat it belongs to. */
    readonly of: Cell | undefined,
    members: readonly FormNode[]
  ) {
    this.cells = members.map((node) => new Cell(node, this));
  }

  get path(): string {
    return this.of ? `${this.of.path}[${this.at}]` : '';
  }

  cell(node: FormNode): Cell {
    return this.cells[node.slot] as Cell;
  }
}

/** The instance around, so many levels up. */
export function climb(instance: Instance, levels: number): Instance {
  return levels > 0 && instance.of ? climb(instance.of.within, levels - 1) : instance;
}

/** Visits the cells of a question in every instance below one that is there. */
export function eachCell(node: FormNode, below: Instance, depth: number, visit: (cell: Cell) => void): void {
  if (node.depth === depth) {
    visit(below.cell(node));
    return;
  }
  let repeat = node.repeat as FormNode;
  while (repeat.depth > depth) repeat = repeat.repeat as FormNode;
  const { instances, live } = below.cell(repeat);
  for (let index = 0; index < live; index++) eachCell(node, instances[index] as Instance, depth + 1, visit);
}

/** Where a cell stands in the document, for sorting. */
export function compareCells(one: Cell, other: Cell): number {
  const left = steps(one);
  const right = steps(other);
  const apart = left.findIndex((step, index) => step !== right[index]);
  return apart < 0 ? left.length - right.length : (left[apart] ?? 0) - (right[apart] ?? -1);
}

function steps({ node, within }: Cell): number[] {
  return [...(within.of ? [...steps(within.of), within.at] : []), node.place];
}
