import type { Assignment, AssignmentContent, Board } from './assignment';
import { http } from './http';
import { within } from './project';
import type { DefinitionRef } from './response';

/** Visits planned in bulk. The same plan again adds only what is missing. */
export interface Plan {
  wave: string;
  definition: DefinitionRef;
  /** Codes; with tags both count; neither: all. */
  locations?: string[];
  tags?: string[];
  /** Absent: own and competitors'. */
  competitors?: boolean;
  /** Per location. */
  visits?: number;
  /** As many as the wave's targets say, instead of visits. */
  targets?: boolean;
  /** Absent: the wave's days. */
  firstDay?: string;
  lastDay?: string;
  /** ISO 8601: 1 is Monday. */
  weekdays?: number[];
  /** Times of day to spread the visits over. */
  hours?: { from: string; to: string }[];
  excludedDays?: string[];
  submitAfterDays?: number;
  /** Each visit gets its own part of the days. */
  spread: boolean;
  /** Given round-robin to these people. */
  people?: string[];
  template: AssignmentContent;
  state: 'planned' | 'offered';
}

/** What could not be done for something, with the reason for people. */
export interface Left {
  id?: string;
  location?: string;
  code: string;
  message: string;
}

export interface PlanResult {
  /** What is added: all of it in a preview, or as much as fits. */
  planned: Assignment[] | null;
  /** There already. */
  existing: number;
  added: number;
  left: Left[] | null;
}

export const bulkActs = ['offer', 'give', 'cancel', 'reinstate', 'window', 'board'] as const;
export type BulkAct = (typeof bulkActs)[number];

export interface Bulk {
  ids?: string[];
  /** All that the board shows with this filter, instead of ids. */
  filter?: Record<string, string>;
  act: BulkAct;
  /** To give to; '' takes it away. */
  person?: string;
  /** Days of the window: absent stays as it is, '' is open. */
  firstDay?: string;
  lastDay?: string;
  submitBy?: string;
  /** '' takes it off the board. */
  board?: Board;
  reason?: string;
  /** UUID: the same act again is done once. */
  event: string;
}

export interface BulkResult {
  changed: number;
  unchanged: number;
  left: Left[] | null;
}

/** Thousands of visits are written one by one; milliseconds. */
const patience = 300_000;

export const planning = {
  /** What the plan would add; writes nothing. */
  preview: (project: string, plan: Plan, signal?: AbortSignal) =>
    http.post<PlanResult>(within(project, '/assignments/plan'), { ...plan, apply: false }, { timeout: patience, signal }),
  apply: (project: string, plan: Plan) => http.post<PlanResult>(within(project, '/assignments/plan'), { ...plan, apply: true }, { timeout: patience }),
  bulk: (project: string, bulk: Bulk) => http.post<BulkResult>(within(project, '/assignments/bulk'), bulk, { timeout: patience })
};
