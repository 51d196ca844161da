/** A path while it is read: where it has come, and how evaluation gets there. */
import { climb, type Cell, type Instance } from '../cell';
import { type Focus, isRepeat, type SessionContext } from '../environment';
import { type FormNode, repeatsAround } from '../form';
import { type Evaluator, paid, type Part, spend } from './eval';
import type { Parser } from './parser';
import type { Table } from './table';
import { Nodes, type Single, toBoolean } from './value';

/** The node that a predicate looks at, as known when it is read: an instance of a repeat, a question, a row. */
export interface FocusPlace {
  at: FormNode | undefined;
  table: Table | undefined;
  /** How many repeats the reader shares with everything that is read below. */
  readDepth: number;
}

interface Entry {
  repeat: FormNode;
  tests: Evaluator[];
}

export class Track {
  /** Repeats entered with all their instances that pass. */
  private readonly entered: Entry[] = [];
  /** Predicates on a question. */
  private readonly tests: Evaluator[] = [];
  /** At a repeat as a whole, not at an instance. */
  private whole: boolean;
  private dots = true;

  /**
   * @param at where it starts; undefined is the root
   * @param depth how many repeats are around the instance that evaluation goes down from
   * @param focus set when it starts at the node that a predicate looks at
   * @param entering repeats entered before, up to `at`
   */
  constructor(
    private readonly parser: Parser,
    private at: FormNode | undefined,
    private depth: number,
    private readonly focus: FocusPlace | undefined,
    entering: readonly FormNode[] = []
  ) {
    for (const repeat of entering) this.entered.push({ repeat, tests: [] });
    this.whole = at !== undefined && isRepeat(at) && at !== focus?.at;
    if (this.whole && at !== parser.scope.own) this.spread();
  }

  /** How many repeats are around the instance that a predicate's node is or lies in. */
  static depthOf({ at }: FocusPlace): number {
    return at ? at.depth + (isRepeat(at) ? 1 : 0) : 0;
  }

  up(): void {
    const { at, parser } = this;
    if (this.entered.length > 0) parser.fail('syntax', 'a path that has entered a repeat cannot go up again');
    if (!at) return parser.fail('name', 'there is nothing above');
    if (isRepeat(at) && !this.whole) this.depth = at.depth;
    this.whole = false;
    this.at = at.parent;
  }

  down(name: string): void {
    const { parser, at, focus, entered } = this;
    const node = parser.scope.form?.names.get(name);
    if (!node || node.parent !== at) return parser.fail('name', `there is no "${name}" at this place of the path`);
    if (this.whole && at) {
      const own = parser.scope.own;
      if (!focus && entered.length === 0 && own && repeatsAround(own).includes(at)) this.depth = at.depth + 1;
      else this.spread();
    }
    this.at = node;
    this.whole = isRepeat(node);
    this.dots = false;
  }

  /** Goes on to all instances of the repeat it has come to, as a predicate or the end of the path wants. */
  spread(): void {
    if (this.whole && this.at) this.entered.push({ repeat: this.at, tests: [] });
    this.whole = false;
  }

  /** Adds a predicate on what it has come to. */
  test(evaluator: Evaluator): void {
    const { at } = this;
    const last = this.entered.at(-1);
    if (last && last.repeat === at) last.tests.push(evaluator);
    else if (at && at.body.length === 0 && !isRepeat(at)) this.tests.push(evaluator);
    else this.parser.fail('syntax', 'a predicate needs a repeat, a question or rows before it');
  }

  focusPlace(): FocusPlace {
    return { at: this.at, table: undefined, readDepth: this.readDepth };
  }

  private get readDepth(): number {
    return Math.min(this.depth, this.focus?.readDepth ?? Infinity);
  }

  finish(): Part {
    this.spread();
    const { at, focus, entered, tests, readDepth, parser, depth } = this;
    for (const { repeat } of entered) parser.reads.push({ node: repeat, depth: readDepth });
    const leaf = at && !isRepeat(at) ? at : undefined;
    if (leaf && (!this.dots || !leaf.body.length)) parser.reads.push({ node: leaf, depth: readDepth });
    const levels = (focus ? Track.depthOf(focus) : (parser.scope.own?.depth ?? 0)) - depth;
    const base = ({ cell, focus: now }: SessionContext) => climb((focus ? now?.instance : cell.within) as Instance, levels);
    if (entered.length > 0 || tests.length > 0) {
      return {
        run: (context) => {
          const session = context as SessionContext;
          const instances = enter(session, [base(session)], entered);
          return paid(context, leaf ? leaves(session, instances, leaf, tests) : new Nodes(instances.map(() => ''), instances));
        }
      };
    }
    const repeat = at && isRepeat(at) ? at : undefined;
    return {
      run: (context) => paid(context, leaf ? base(context as SessionContext).cell(leaf).value : ''),
      ...(this.dots && !focus ? { above: { repeat } } : {})
    };
  }
}

function enter(context: SessionContext, from: readonly Instance[], entries: readonly Entry[]): readonly Instance[] {
  return entries.reduce(
    (instances, { repeat, tests }) =>
      instances.flatMap((instance) => {
        const { instances: inner, live } = instance.cell(repeat);
        return tests.reduce((left, test) => passing(context, test, left, (each) => ({ instance: each })), inner.slice(0, live));
      }),
    from
  );
}

function leaves(context: SessionContext, instances: readonly Instance[], leaf: FormNode, tests: readonly Evaluator[]): Nodes {
  const look = ({ within, value }: Cell) => ({ instance: within, value });
  const cells = instances
    .map((instance) => instance.cell(leaf))
    .filter((cell) => cell.relevant && tests.every((test) => passing(context, test, [cell], look).length > 0));
  return new Nodes(
    cells.map(({ value }): Single => value),
    cells
  );
}

/** The members for which a predicate holds; a number is a position. */
export function passing<T>(context: SessionContext, test: Evaluator, members: readonly T[], look: (member: T) => Partial<Focus>): T[] {
  const outer = context.focus;
  const left = members.filter((member, index) => {
    spend(context, 1);
    const position = index + 1;
    context.focus = { value: '', ...look(member), position };
    const value = test(context);
    return typeof value === 'number' ? value === position : toBoolean(value);
  });
  context.focus = outer;
  return left;
}
