import { asked, membersOf, type Choice } from './choices';
import type { ComparisonRow, Level, Remark } from './comparison';
import { http } from './http';
import { within } from './project';

/** How many responses a difference takes, and what a plan can detect; from the spread that a wave really had. */
export interface Power {
  indicator: Pick<ComparisonRow, 'title' | 'kind' | 'better' | 'scale' | 'unit' | 'relevantDifference' | 'goal'> & { indicator?: string; name?: string };
  level: Level;
  standardDeviation: number | null;
  /** How alike responses of one location are, 0 to 1. */
  intraclass: number | null;
  /** Responses at each location. */
  perLocation: number | null;
  designEffect: number | null;
  /** In each wave; null where no number would do. */
  needed: { responses: number; locations: number | null } | null;
  /** The smallest difference that the plan would find. */
  detectable: number | null;
  curve: { responses: number; detectable: number }[] | null;
  notes: Remark[] | null;
}

export interface PowerQuestion {
  wave: string;
  indicator: string;
  definition: string;
  difference?: number | undefined;
  /** 0 to 1. */
  power: number;
  responses?: number | undefined;
  locations?: number | undefined;
  perLocation?: number | undefined;
}

export const readPower = (project: string, question: PowerQuestion, choice: Choice, signal?: AbortSignal) =>
  http.get<Power>(asked(within(project, '/power'), { ...question, ...membersOf(choice) }), { signal });
