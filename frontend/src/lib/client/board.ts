import type { Assignment } from './assignment';
import { http, send } from './http';
import type { Position } from './location';
import { within } from './project';
import type { State } from './response-list';

/** How far an assignment has come, in the order of work. */
export const stages = ['planned', 'offered', 'accepted', 'inProgress', 'submitted', 'returned', 'approved', 'rejected', 'cancelled'] as const;
export type Stage = (typeof stages)[number];

/** What may go wrong with an assignment if nobody acts. */
export const risks = ['nobodyYet', 'notAccepted', 'notBegun', 'returnedDue', 'declined'] as const;
export type Risk = (typeof risks)[number];

export type StageCounts = Partial<Record<Stage | 'overdue' | 'atRisk', number>>;

export interface BoardRow {
  assignment: Pick<Assignment, 'id' | 'wave' | 'definition' | 'account' | 'firstDay' | 'lastDay' | 'submitBy' | 'from' | 'to' | 'fee' | 'board' | 'state' | 'arm'> & {
    /** Code; absent for a visit of an account. */
    location?: string;
    /** The shopper's id; absent while nobody has it. */
    person?: string;
    /** How many shoppers have applied. */
    applications: number;
  };
  /** Of the location or account. */
  title: string;
  /** The shopper's name. */
  person?: string;
  /** The name of who declined last. */
  declinedBy?: string;
  stage: Stage;
  overdue: boolean;
  risks: Risk[] | null;
  response?: {
    id: string;
    state: State;
    /** 0 to 100; absent when nothing is scored. */
    score?: number;
    flags: string[] | null;
    grade?: number;
    /** Day until which a returned report is expected back. */
    deadline?: string;
  };
}

/** In the filter: assignments that nobody has. */
export const nobody = 'nobody';

/** Members of the board's filter, by the names they have in addresses. Of all but search several values may stand with commas between. */
export const filterNames = ['wave', 'location', 'tag', 'person', 'definition', 'stage', 'risk', 'overdue', 'search'] as const;
export type BoardFilter = Partial<Record<(typeof filterNames)[number], string>>;

export interface BoardPage {
  items: BoardRow[];
  next?: string;
  /** Of everything that fits the filter. */
  total: number;
  /** Stages as if none were chosen; overdue and at risk as if neither were asked for. */
  counts: StageCounts;
}

/** How a wave goes at one location. */
export interface LocationProgress {
  wave: string;
  location: string;
  title: string;
  position?: Position;
  competitor?: boolean;
  tags?: string[];
  arm?: string;
  /** Reports wanted; 0 without a target. */
  target: number;
  /** Assignments that are not called off. */
  planned: number;
  /** Those whose report waits for its review or is approved. */
  done: number;
  counts: StageCounts;
  /** Of the newest report. */
  lastDay?: string;
}

/** How far a target of a wave is. */
export interface TargetProgress {
  wave: string;
  /** Definition id. */
  definition: string;
  count: number;
  location?: string;
  tag?: string;
  planned: number;
  done: number;
}

export const sorts = ['lastDay', 'firstDay', 'submitBy', 'location', 'person', 'wave', 'stage', 'createdAt'] as const;

export const board = {
  page: (project: string, filter: BoardFilter, page: { sort?: string; after?: string; limit?: number }, signal?: AbortSignal) =>
    http.get<BoardPage>(within(project, '/board'), { search: { ...filter, ...page }, signal }),
  summary: (project: string, wave?: string, signal?: AbortSignal) =>
    http.get<{ items: LocationProgress[]; targets: TargetProgress[] }>(within(project, '/board/summary'), { search: { wave }, signal }),
  /** What the filter shows, as CSV. */
  table: async (project: string, filter: BoardFilter) => (await send('GET', within(project, '/assignments.csv'), { search: { ...filter }, timeout: 120_000 })).blob()
};
