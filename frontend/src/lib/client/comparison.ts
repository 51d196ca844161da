import { within, type TextMap } from './project';
import { http } from './http';
import type { State } from './response-list';
import type { Wave } from './wave';

export type Verdict = 'improved' | 'worsened' | 'unchanged' | 'undecided' | 'noTest';
export type Interval = readonly [number, number];

export type MethodName = 'welch' | 'newcombe' | 'adjustedWald' | 'cluster' | 'weighted' | 'paired' | 'mannWhitney';

/** What may be asked for in place of the rule's choice; a row that it does not fit keeps the rule's. */
export const methods = ['independent', 'cluster', 'weighted', 'paired', 'mannWhitney'] as const;
export type Method = (typeof methods)[number];

/** One indicator in one wave. Shares run from 0 to 1, NPS from -100 to 100, scores from 0 to 100. */
export interface Level {
  n: number;
  missing: number;
  notApplicable: number;
  notRelevant: number;
  estimate: number | null;
  /** NPS: the adjusted Wald estimate that interval and change are about. */
  adjusted?: number | null;
  standardError: number | null;
  interval: Interval | null;
  standardDeviation: number | null;
  /** Where responses depend on each other: how many clusters (locations); one without a cluster counts as one. */
  clusters?: number;
  /** Where responses carry weights: of as many equal ones. */
  effectiveN?: number;
  /** Durations: first quartile, median, third quartile. */
  quartiles?: number[];
  distribution: { value: number; count: number }[] | null;
  /** Set when values were grouped; a value is then the middle of its bin. */
  binWidth?: number;
}

export interface Change {
  estimate: number;
  interval: Interval | null;
  interval90: Interval | null;
  standardError: number | null;
  p: number | null;
  /** p after Benjamini-Hochberg over every row of the comparison. */
  q: number | null;
  degreesOfFreedom: number | null;
  /** Variance of the change over that of as many independent, equal responses. */
  designEffect?: number;
  effect: { name: 'hedgesG' | 'cohenH' | 'cliffDelta'; value: number | null } | null;
}

export interface Remark {
  code: string;
  text: TextMap;
}

export interface ComparisonRow {
  indicator: string;
  title?: TextMap;
  kind: string;
  touchpoint?: string;
  definition: { id: string; versions: { baseline: number[] | null; followUp: number[] | null } };
  better: 'higher' | 'lower';
  scale: Interval | null;
  unit: TextMap | null;
  goal: number | null;
  relevantDifference: number | null;
  baseline: Level;
  followUp: Level;
  change: Change | null;
  /** Allowed lists the methods that fit the row, the rule's choice first. */
  method: { name: MethodName | 'none'; reason: TextMap; allowed?: MethodName[] };
  verdict: Verdict;
  relevant: boolean;
  needed: { responses: number; clusters?: number; by: 'difference' | 'equivalence' } | null;
  notes: Remark[] | null;
}

export interface Comparison {
  project: { id: string; title: string; demo?: boolean };
  baseline: Wave;
  followUp: Wave;
  confidence: number;
  falseDiscoveryRate: number;
  /** Only responses in these states count. */
  countedStates: State[];
  computedAt: string;
  touchpoints: { name: string; title: TextMap; order: number }[] | null;
  rows: ComparisonRow[] | null;
  warnings: Remark[] | null;
}

/** Compares two waves of a project, by their names; without a method each row has the rule's choice. */
export const compare = (project: string, baseline: string, followUp: string, method: Method | undefined, signal?: AbortSignal) =>
  http.get<Comparison>(within(project, '/comparison'), { search: { baseline, followUp, ...(method ? { method } : {}) }, signal });
