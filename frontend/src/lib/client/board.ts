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
  assignment: Pick<Assignment, 'id' | 'wave' | 'definition' | 'location' | 'account' | 'person' | 'firstDay' | 'lastDay' | 'submitBy' | 'from' | 'to' | 'fee' | 'board' | 'state' | 'arm'> & {
    /** How many shoppers have applied. */
    applications?: number;
  };
  /** Of the location or account. */
  title?: string;
  /** The shopper. */
  name?: string;
  stage: Stage;
  overdue?: boolean;
  risks?: Risk[] | null;
  response?: {
    id: string;
    state: State;
    /** 0 to 100; null when nothing is scored. */
    score?: number | null;
    flags?: string[] | null;
    grade?: number;
    /** Day until which a returned report is expected back. */
    deadline?: string;
  };
}

/** Members of the board's filter, by the names they have in addresses. */
export const filterNames = ['wave', 'location', 'tag', 'person', 'definition', 'stage', 'risk', 'overdue', 'search'] as const;
export type BoardFilter = Partial<Record<(typeof filterNames)[number], string>>;

export interface BoardPage {
  items: BoardRow[];
  next?: string;
  /** Of everything that fits the filter. */
  total: number;
  /** By stage, over the filter without its stage. */
  counts: StageCounts;
  waves?: { wave: string; location?: string; counts: StageCounts; target?: number; done?: number }[];
}

/** How a wave goes at one location. */
export interface LocationProgress {
  wave: string;
  location: string;
  title: string;
  position?: Position;
  /** Reports wanted; 0 without a target. */
  target?: number;
  counts: StageCounts;
  overdue?: number;
  atRisk?: number;
  /** Last day of a visit still to come. */
  lastDay?: string;
}

export const board = {
  page: (project: string, filter: BoardFilter, page: { sort?: string; after?: string; limit?: number }, signal?: AbortSignal) =>
    http.get<BoardPage>(within(project, '/board'), { search: { ...filter, ...page }, signal }),
  summary: async (project: string, wave?: string, signal?: AbortSignal) =>
    (await http.get<{ items: LocationProgress[] }>(within(project, '/board/summary'), { search: { wave }, signal })).items,
  /** What the filter shows, as CSV. */
  table: async (project: string, filter: BoardFilter) => (await send('GET', within(project, '/assignments.csv'), { search: { ...filter }, timeout: 120_000 })).blob()
};
