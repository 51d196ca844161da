import { asked, membersOf, type Choice } from './choices';
import { http, send, type List } from './http';
import { within, type TextMap } from './project';
import type { State } from './response-list';

type Verdict = 'improved' | 'worsened' | 'unchanged' | 'undecided' | 'noTest';

/** A level with its 95 % interval, in the unit that is read. */
export interface ReportMark {
  value: number;
  interval: readonly [number, number] | null;
  text: TextMap;
}

export interface ReportPicture {
  domain: readonly [number, number];
  baseline: ReportMark | null;
  followUp: ReportMark | null;
  goal?: number;
  /** All numbers in words. */
  words: TextMap;
}

/** One finding; `more` qualifies it and belongs to it. */
export interface ReportSentence {
  text: TextMap;
  more?: TextMap;
  verdict?: Verdict;
  /** Column, with its definition: where the responses behind it are found. */
  indicator?: string;
  definition?: string;
  touchpoint?: string;
  footnotes?: number[];
  picture?: ReportPicture;
}

export interface ReportCell {
  text: TextMap;
  verdict?: Verdict;
  footnotes?: number[];
}

export interface ReportTable {
  columns: { title: TextMap; kind: 'text' | 'number' | 'verdict' }[];
  rows: { cells: ReportCell[] }[];
}

export interface ReportSection {
  name: string;
  title: TextMap;
  sentences: ReportSentence[];
  table?: ReportTable;
}

interface ReportWave {
  name: string;
  title: TextMap;
  kind: string;
  firstDay?: string;
  lastDay?: string;
}

/** A comparison told in sentences; every text is there in English and German. */
export interface Report {
  project: { id: string; title: string; demo?: boolean };
  baseline: ReportWave;
  followUp: ReportWave;
  /** Null: the whole project. */
  touchpoint: { name: string; title: TextMap | null } | null;
  touchpoints: { name: string; title: TextMap | null }[] | null;
  countedStates: State[] | null;
  computedAt: string;
  title: TextMap;
  headline: TextMap;
  lead: TextMap;
  sections: ReportSection[];
  method: TextMap[];
  /** Numbered from 1 in their order. */
  footnotes: { code: string; text: TextMap }[];
}

/** What a report is asked for with. */
export interface ReportQuery {
  baseline: string;
  followUp: string;
  touchpoint?: string | undefined;
  choice?: Choice;
}

export interface SharedReport {
  id: string;
  /** Whom or what it is for. */
  title?: string;
  baseline: string;
  followUp: string;
  touchpoint?: string;
  choice?: Partial<Record<string, string[]>>;
  /** The last day it can be opened, in the project's time zone. */
  expiresOn?: string;
  createdAt: string;
  createdByName?: string;
  withdrawnAt?: string;
  state: 'open' | 'expired' | 'withdrawn';
}

export interface ReportOrder {
  title?: string;
  expiresOn?: string;
}

/** What anybody with the address may read. */
export interface PublicReport {
  report: Report;
  timeZone: string;
  sharedAt: string;
  expiresOn?: string;
}

const members = ({ choice, ...query }: ReportQuery) => ({ ...query, ...(choice && membersOf(choice)) });

export const reports = {
  read: (project: string, query: ReportQuery, signal?: AbortSignal) => http.get<Report>(asked(within(project, '/report'), members(query)), { signal }),
  /** The same with every number, as a workbook in a language. */
  workbook: async (project: string, query: ReportQuery, language: string) =>
    (await send('GET', asked(within(project, '/report.xlsx'), { ...members(query), in: language }), { timeout: 120_000 })).blob(),
  /** Fixes what the report says; the address is told this once. */
  share: (project: string, { choice, ...query }: ReportQuery, order: ReportOrder) =>
    http.post<SharedReport & { address: string }>(within(project, '/reports'), {
      ...query,
      ...order,
      ...(choice && { choice: choice.values, ...(choice.competitors && { competitors: choice.competitors }) })
    }),
  /** One page of those shared, newest first. */
  shared: (project: string, after?: string, signal?: AbortSignal) =>
    http.get<List<SharedReport>>(within(project, '/reports'), { search: { limit: 50, after }, signal }),
  withdraw: (project: string, id: string) => http.delete<undefined>(within(project, `/reports/${encodeURIComponent(id)}`)),
  /** Throws Problem `report.unknown` (also when withdrawn) or `report.expired`. */
  open: (token: string, signal?: AbortSignal) =>
    http.get<PublicReport>(`/reports/${encodeURIComponent(token)}`, { anonymous: true, signal, timeout: 15_000, retries: 1 })
};
