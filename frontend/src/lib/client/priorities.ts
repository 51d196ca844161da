import { asked, membersOf, type Choice } from './choices';
import type { Interval, Level, Remark } from './comparison';
import { http } from './http';
import { within, type TextMap } from './project';
import type { State } from './response-list';
import type { Wave } from './wave';

/** Derived: the share of the outcome that a rating explains; stated: what the inventory says. */
export const importances = ['derived', 'stated'] as const;
export type Importance = (typeof importances)[number];

/** What is put in order: single ratings, or whole touchpoints. */
export const subjects = ['touchpoints', 'ratings'] as const;
export type Subject = (typeof subjects)[number];

export interface PriorityPoint {
  /** A column. */
  indicator: string;
  title: TextMap | null;
  touchpoint: string;
  /** Derived: share of R², 0 to 1; stated: 0 to 10; null where nothing is known. */
  importance: number | null;
  /** Rescaled to 0 to 100, higher is better; null without a scale. */
  performance: number | null;
  performanceInterval?: Interval | null;
  goal: number | null;
  n: number;
  /** As measured. */
  level: Level;
  unit: TextMap | null;
}

export interface Outcome {
  name: string;
  title: TextMap | null;
  kind: string;
  /** Id. */
  definition: string;
}

export interface Priorities {
  wave: Wave;
  /** Id; '' for the composites of all. */
  definition: string;
  definitions: { id: string; title: TextMap | null; responses: number }[];
  importance: Importance;
  of: Subject;
  /** Of derived importance; null where there is none, notes say why. */
  outcome: Outcome | null;
  /** What may be chosen as the outcome. */
  outcomes: Outcome[];
  /** Responses with the outcome and every driver. */
  n: number | null;
  outcomeN: number | null;
  rSquared: number | null;
  /** Of the F test that all drivers together explain nothing. */
  modelP?: number | null;
  /** The most important first. */
  points: PriorityPoint[];
  /** Over the points that have both. */
  means: { importance: number | null; performance: number | null };
  countedStates: State[];
  computedAt: string;
  notes: Remark[] | null;
}

export interface PriorityQuestion {
  wave: string;
  importance: Importance;
  of: Subject;
  /** Name of an indicator of the definition; absent: the first there is. */
  outcome?: string | null;
  definition?: string | null;
}

export const readPriorities = (project: string, question: PriorityQuestion, choice: Choice, signal?: AbortSignal) =>
  http.get<Priorities>(asked(within(project, '/priorities'), { ...question, ...membersOf(choice) }), { signal });
