import { asked, membersOf, type Choice, type TraitName } from './choices';
import type { ComparisonRow, Family, Method } from './comparison';
import { http } from './http';
import { within } from './project';
import type { Wave } from './wave';

/** One row of a comparison, for each value of a trait. */
export interface Parts {
  baseline: Wave;
  followUp: Wave;
  by: TraitName;
  whole: ComparisonRow;
  /** The largest changes first. */
  rows: ComparisonRow[] | null;
  families?: Family[] | null;
}

export interface PartsQuestion {
  baseline: string;
  followUp: string;
  indicator: string;
  /** '' for a composite of several definitions. */
  definition: string;
  by: string;
  method?: Method | undefined;
}

export const readParts = (project: string, question: PartsQuestion, choice: Choice, signal?: AbortSignal) =>
  http.get<Parts>(asked(within(project, '/comparison/parts'), { ...question, ...membersOf(choice) }), { signal });
