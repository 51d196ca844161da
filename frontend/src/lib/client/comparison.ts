import { asked, membersOf, type Choice, type TraitName } from './choices';
import { http } from './http';
import { within, type TextMap } from './project';
import type { State } from './response-list';
import type { Wave } from './wave';

export type Verdict = 'improved' | 'worsened' | 'unchanged' | 'undecided' | 'noTest';
export type Interval = readonly [number, number];

export type MethodName = 'combined' | 'welch' | 'newcombe' | 'adjustedWald' | 'cluster' | 'weighted' | 'paired' | 'mannWhitney';

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

/** What a row is a number of: a touchpoint's composite (Wirkungsgrad), a declared indicator, a section or a question. */
export const roles = ['composite', 'indicator', 'section', 'question'] as const;
export type Role = (typeof roles)[number];

/** How many tests a q is about: those of rows of the same role. */
export interface Family {
  role: Role;
  tests: number;
}

/** The change as it would be had the follow-up the baseline's mix of a trait's values. */
export interface Standardised {
  estimate: number | null;
  standardError: number | null;
  interval: Interval | null;
  p: number | null;
  /** How many values both waves have. */
  strata: number;
  /** Values missing in a wave, which take no part. */
  left: string[] | null;
  baseline: number | null;
  followUp: number | null;
}

export interface Remark {
  code: string;
  text: TextMap;
}

/** How many responses in each wave would decide an undecided row. */
export interface Needed {
  responses: number;
  clusters?: number;
  by: 'difference' | 'equivalence';
}

/** Allowed lists the methods that fit the row, the rule's choice first. */
export interface MethodChoice {
  name: MethodName | 'none';
  reason: TextMap;
  allowed?: MethodName[];
}

export interface ComparisonRow {
  /** Its column: the name of a declared indicator, or touchpoint:…, section:…, question:… */
  indicator: string;
  role: Role;
  title?: TextMap;
  kind: string;
  touchpoint?: string;
  /** The id is '' where several definitions are combined. */
  definition: { id: string; versions: { baseline: number[] | null; followUp: number[] | null } };
  /** Those combined, with their shares of the weight; 0 for one that is left out. */
  definitions?: { id: string; title?: TextMap; weight: number; baseline: Level; followUp: Level }[] | null;
  /** Of the responses with one value of a trait. */
  part?: { by: TraitName; value: string; title?: TextMap };
  better: 'higher' | 'lower';
  scale: Interval | null;
  unit: TextMap | null;
  goal: number | null;
  relevantDifference: number | null;
  baseline: Level;
  followUp: Level;
  change: Change | null;
  method: MethodChoice;
  verdict: Verdict;
  relevant: boolean;
  needed: Needed | null;
  /** Share of the way from the baseline to the goal; null without a goal or with a baseline there. */
  goalAttainment?: { value: number; interval: Interval | null } | null;
  standardised?: Standardised | null;
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
  families?: Family[] | null;
  touchpoints: TouchpointTitle[] | null;
  rows: ComparisonRow[] | null;
  warnings: Remark[] | null;
}

export interface TouchpointTitle {
  name: string;
  title: TextMap;
  order: number;
}

export interface ComparisonQuestion {
  /** Names of waves. */
  baseline: string;
  followUp: string;
  /** What the rows are of; absent: composites and indicators. */
  roles?: readonly Role[];
  /** In place of the rule's choice. */
  method?: Method | undefined;
  /** Adjust to the baseline's mix of this trait. */
  standardise?: string | null;
}

/** Rows as the API names them. */
export const rowsAsked = (some: readonly Role[] | undefined): string | undefined => some?.map((role) => `${role}s`).join(',');

/** Compares two waves of a project. */
export const compare = (project: string, { roles: some, ...question }: ComparisonQuestion, choice: Choice, signal?: AbortSignal) =>
  http.get<Comparison>(asked(within(project, '/comparison'), { ...question, rows: rowsAsked(some), ...membersOf(choice) }), { signal });
