import { asked, membersOf, type Choice } from './choices';
import { rowsAsked, type Change, type ComparisonRow, type Family, type Interval, type Level, type Role, type TouchpointTitle } from './comparison';
import { http } from './http';
import { within, type TextMap } from './project';
import type { State } from './response-list';
import type { Wave } from './wave';

export interface PilotArm {
  name: string;
  title?: TextMap;
  /** How many. */
  locations: number;
}

/** The same before and after, in one arm. */
export interface BeforeAfter {
  baseline: Level;
  followUp: Level;
}

/** The change of the test arm beyond that of the control arm. */
export interface PilotRow
  extends Pick<
    ComparisonRow,
    'indicator' | 'title' | 'role' | 'kind' | 'touchpoint' | 'definition' | 'better' | 'scale' | 'unit' | 'goal' | 'relevantDifference' | 'method' | 'verdict' | 'relevant' | 'needed' | 'notes'
  > {
  test: BeforeAfter;
  control: BeforeAfter;
  /** Difference in differences: (test after − before) − (control after − before). */
  change: Change | null;
  /** Test minus control in the baseline: how alike the arms were. */
  parallel: { estimate: number | null; interval: Interval | null; p: number | null } | null;
}

export interface Pilot {
  baseline: Wave;
  followUp: Wave;
  arms: { test: PilotArm; control: PilotArm };
  rows: PilotRow[] | null;
  families?: Family[] | null;
  touchpoints?: TouchpointTitle[] | null;
  countedStates?: State[];
  computedAt?: string;
}

export interface PilotQuestion {
  baseline: string;
  followUp: string;
  /** Names of arms of the follow-up. */
  test: string;
  control: string;
  roles?: readonly Role[];
}

export const readPilot = (project: string, { roles, ...question }: PilotQuestion, choice: Choice, signal?: AbortSignal) =>
  http.get<Pilot>(asked(within(project, '/pilot'), { ...question, rows: rowsAsked(roles), ...membersOf(choice) }), { signal });
