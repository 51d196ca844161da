import { asked, membersOf, type Choice } from './choices';
import { rowsAsked, type ComparisonRow, type Family, type Remark, type Role, type TouchpointTitle } from './comparison';
import type { State } from './response-list';
import { http } from './http';
import { within } from './project';
import type { Wave } from './wave';

export interface Group {
  name: string;
  /** Responses. */
  n: number;
}

/** Two groups of respondents side by side; a row's baseline is the left, its followUp the right group. */
export interface Gaps {
  wave: Wave;
  left: Group;
  right: Group;
  /** All there are. */
  groups: Group[] | null;
  rows: ComparisonRow[] | null;
  families?: Family[] | null;
  touchpoints: TouchpointTitle[] | null;
  countedStates: State[];
  computedAt: string;
  warnings: Remark[] | null;
}

export interface GapQuestion {
  wave: string;
  /** Names of groups; absent: the two with the most responses. */
  left?: string | null;
  right?: string | null;
  roles?: readonly Role[];
}

export const readGaps = (project: string, { roles, ...question }: GapQuestion, choice: Choice, signal?: AbortSignal) =>
  http.get<Gaps>(asked(within(project, '/gaps'), { ...question, rows: rowsAsked(roles), ...membersOf(choice) }), { signal });
