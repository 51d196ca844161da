import { asked, membersOf, type Choice } from './choices';
import type { Interval, Level, Remark } from './comparison';
import { http } from './http';
import { within, type TextMap } from './project';

/** Derived: the share of the outcome that a rating explains; stated: what the inventory says. */
export const importances = ['derived', 'stated'] as const;
export type Importance = (typeof importances)[number];

/** What is put in order: single ratings, or whole touchpoints. */
export const subjects = ['touchpoints', 'ratings'] as const;
export type Subject = (typeof subjects)[number];

export interface PriorityPoint {
  indicator?: string;
  title: TextMap | null;
  touchpoint?: string;
  /** Derived: share of R², 0 to 1; stated: 0 to 10. */
  importance: number;
  importanceInterval: Interval | null;
  /** Rescaled to 0 to 100. */
  performance: Level;
  goal: number | null;
}

export interface Outcome {
  name: string;
  title: TextMap | null;
  /** Id. */
  definition: string;
}

export interface Priorities {
  /** Name. */
  wave: string;
  /** Id. */
  definition: string;
  outcome: { name: string; title: TextMap | null } | null;
  /** What may be chosen as the outcome. */
  outcomes: Outcome[];
  importance: Importance;
  /** Responses with every rating and the outcome. */
  n: number | null;
  rSquared: number | null;
  points: PriorityPoint[];
  means: { importance: number | null; performance: number | null };
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
