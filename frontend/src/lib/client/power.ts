import { asked, membersOf, type Choice } from './choices';
import type { ComparisonRow, Level, Remark, Role } from './comparison';
import { http } from './http';
import { within } from './project';
import type { Wave } from './wave';

/** How many responses a difference takes, and what a plan can detect; from the spread that a wave really had. */
export interface Power {
  wave: Wave;
  indicator: { name: string; role: Role; definition: string } & Pick<ComparisonRow, 'title' | 'kind' | 'better' | 'scale' | 'unit' | 'relevantDifference' | 'goal'>;
  power: number;
  /** In the unit of the indicator; null where neither asked nor declared. */
  difference: number | null;
  level: Level;
  /** Of single responses. */
  standardDeviation: number | null;
  /** Share of the variance that lies between locations, 0 to 1; null without any. */
  intraclass: number | null;
  /** Responses at each location; null without locations. */
  perLocation: number | null;
  designEffect: number | null;
  /** In each wave; null where no number would do. */
  needed: Sample | null;
  /** The smallest difference that the plan would find. */
  detectable: number | null;
  /** What detectable is about. */
  planned?: Sample | null;
  curve: { responses: number; detectable: number | null }[] | null;
  notes: Remark[] | null;
}

export interface Sample {
  responses: number;
  locations: number | null;
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
