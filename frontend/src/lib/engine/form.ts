/**
 * A definition made ready: expressions parsed once, who depends on whom, and an order in which every question comes
 * after those it reads.
 */
import type { Choice, Definition, Question } from './definition';
import type { Expression } from './expr/parser';
import { type QuestionType } from './question';

/** A question made ready. Sections are nodes too; numbers are places in the form's `nodes`. */
export interface FormNode {
  question: Question;
  type: QuestionType;
  /** The section it belongs to. */
  section: number | undefined;
  /** The choice list, empty where there is none. */
  choices: readonly Choice[];
  relevant: Expression | undefined;
  required: Expression | boolean;
  constraint: Expression | undefined;
  calculation: Expression | undefined;
  filter: Expression | undefined;
  /** A default that is computed. */
  initial: Expression | undefined;
  /** Nodes whose relevance or calculation must be computed again when this one changes. */
  dependents: number[];
  /** Nodes whose texts, choices, requirement or constraint must be looked at again when this one changes. */
  watchers: number[];
  /** The place in `order`. */
  rank: number;
}

export interface Form {
  definition: Definition;
  /** In the order of the definition. */
  nodes: readonly FormNode[];
  /** Places in `nodes`; every node comes after those that its relevance and calculation read. */
  order: readonly number[];
  /** Place in `nodes` by name. */
  places: ReadonlyMap<string, number>;
}
