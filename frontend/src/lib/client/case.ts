import type { Finding } from './alert';
import { http, type List } from './http';
import { within, type TextMap } from './project';
import type { DefinitionRef } from './response';
import type { State } from './response-list';

export const caseStates = ['open', 'inProgress', 'closed'] as const;
export type CaseState = (typeof caseStates)[number];

export const caseOutcomes = ['solved', 'explained', 'unfounded', 'unsolved'] as const;
export type CaseOutcome = (typeof caseOutcomes)[number];

/** Something to follow up after a response, as a list shows it. */
export interface CaseLine {
  id: string;
  response: string;
  /** Absent when somebody opened it by hand. */
  alert?: string;
  touchpoint?: string;
  touchpointTitle?: TextMap;
  location?: string;
  locationTitle?: string;
  title: string;
  finding?: Finding;
  state: CaseState;
  /** A person's id; '' is nobody yet. */
  owner: string;
  ownerName?: string;
  due?: string;
  overdue: boolean;
  /** The response says no more what opened it. */
  lapsed?: boolean;
  /** The response is gone. */
  erased?: boolean;
  outcome?: CaseOutcome;
  createdAt: string;
  closedAt?: string;
}

export interface CaseEvent {
  id: string;
  kind: 'opened' | 'assign' | 'note' | 'begin' | 'close' | 'reopen' | 'lapsed' | 'renewed' | 'erased';
  at: string;
  byName?: string;
  /** Assign: who has it from then on. */
  personName?: string;
  text?: string;
  outcome?: CaseOutcome;
}

export interface Case extends CaseLine {
  /** Oldest first. */
  events: CaseEvent[];
  /** The response; null when it is gone. */
  about: { id: string; wave: string; definition: DefinitionRef; title: TextMap; state: State; submittedAt: string; score: number | null } | null;
}

export interface CaseList extends List<CaseLine> {
  total: number;
  /** Of what everything but the state chooses. */
  counts: { open: number; inProgress: number; closed: number; overdue: number; lapsed: number };
}

export interface CaseFilter {
  /** A state, notClosed, overdue or lapsed. */
  state?: string | null;
  /** A person's id, or none. */
  owner?: string | null;
  touchpoint?: string | null;
  alert?: string | null;
  response?: string | null;
  search?: string | null;
}

/** What somebody does with a case. The id is minted here, so that sending again changes nothing. */
export interface CaseAct {
  id: string;
  kind: 'assign' | 'note' | 'begin' | 'close' | 'reopen';
  person?: string;
  text?: string;
  outcome?: CaseOutcome;
}

export interface NewCase {
  id: string;
  response: string;
  title: string;
  owner?: string;
  due?: string;
  text?: string;
}

const one = (project: string, id: string, rest = '') => within(project, `/cases/${encodeURIComponent(id)}${rest}`);

export const cases = {
  /** Overdue ones first. */
  list: (project: string, filter: CaseFilter, after?: string, signal?: AbortSignal) =>
    http.get<CaseList>(within(project, '/cases'), { search: { ...filter, limit: 100, after }, signal }),
  read: (project: string, id: string, signal?: AbortSignal) => http.get<Case>(one(project, id), { signal }),
  /** Who may be given cases. */
  owners: (project: string, signal?: AbortSignal) => http.get<List<{ id: string; name: string }>>(within(project, '/cases/owners'), { signal }),
  open: (project: string, given: NewCase) => http.post<Case>(within(project, '/cases'), given),
  act: (project: string, id: string, act: CaseAct) => http.post<Case>(one(project, id, '/events'), act)
};
