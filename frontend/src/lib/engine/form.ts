/**
 * A definition made ready: expressions parsed once, who depends on whom, and an order in which every question comes
 * after those it reads.
 */
import type { Choice, Definition, Question } from './definition';
import type { Expression } from './expr/parser';
import { type QuestionType } from './question';

/** A question made ready. Sections and repeats are nodes too. */
export interface FormNode {
  question: Question;
  type: QuestionType;
  /** Its place in the form's `nodes`. */
  place: number;
  /** The section or repeat it stands in. */
  parent: FormNode | undefined;
  /** The innermost repeat around it. */
  repeat: FormNode | undefined;
  /** How many repeats are around it. */
  depth: number;
  /** Its place among the members of its repeat, or among those outside of all repeats. */
  slot: number;
  /** Of a repeat: everything that each instance holds, sections and what is in them too; nested repeats, not their members. */
  members: FormNode[];
  /** Of a section or repeat: what stands directly in it. */
  body: FormNode[];
  /** The choice list, empty where there is none. */
  choices: readonly Choice[];
  /** The question whose answers are the choices. */
  choicesFrom: FormNode | undefined;
  relevant: Expression | undefined;
  required: Expression | boolean;
  readOnly: Expression | boolean;
  constraint: Expression | undefined;
  calculation: Expression | undefined;
  count: Expression | undefined;
  /** The questions whose changes have the calculation computed; undefined where it always is. */
  trigger: readonly FormNode[] | undefined;
  filter: Expression | undefined;
  /** Questions that its texts and choices pipe in. */
  pipes: string[];
  /** A default that is computed. */
  initial: Expression | undefined;
  /** Whose relevance, calculation or count must be computed again when this one changes. */
  dependents: Edge[];
  /** Whose texts, choices, requirement or constraint must be looked at again when this one changes. */
  watchers: Edge[];
  /** Of a repeat: who reads in its instances which place they have. */
  positional: FormNode[];
  /** Whose calculation this one triggers. */
  triggers: Edge[];
  /** The place in the order of computation. */
  rank: number;
}

/** Who reads: in every instance within the one, so many repeats deep, that what is read lies in. */
export interface Edge {
  reader: FormNode;
  depth: number;
}

export interface Form {
  definition: Definition;
  /** In the order of the definition. */
  nodes: readonly FormNode[];
  /** What stands outside of all repeats. */
  members: readonly FormNode[];
  names: ReadonlyMap<string, FormNode>;
}

/** The repeats around a node, the outermost first. */
export function repeatsAround(node: FormNode | undefined): FormNode[] {
  return node?.repeat ? [...repeatsAround(node.repeat), node.repeat] : [];
}

/** How many repeats two nodes share, counted from the outermost. */
export function sharedDepth(one: FormNode, other: FormNode): number {
  if (one.depth === 0 || other.depth === 0) return 0;
  const others = repeatsAround(other);
  const around = repeatsAround(one);
  const apart = around.findIndex((repeat, depth) => others[depth] !== repeat);
  return apart < 0 ? around.length : apart;
}
