import { asked, membersOf, type Choice } from './choices';
import { rowsAsked, type Change, type ComparisonRow, type Family, type Level, type MethodChoice, type Remark, type Role, type TouchpointTitle, type Verdict } from './comparison';
import { http } from './http';
import { within } from './project';
import type { State } from './response-list';
import type { Wave } from './wave';

/** Own against others; the change is own minus theirs, improved means that own is better. */
export interface Against {
  level: Level;
  change: Change | null;
  verdict: Verdict;
  relevant: boolean;
  method: MethodChoice;
  notes: Remark[] | null;
}

export interface BenchmarkRow extends Pick<ComparisonRow, 'indicator' | 'title' | 'role' | 'kind' | 'touchpoint' | 'better' | 'scale' | 'unit' | 'goal' | 'relevantDifference'> {
  /** Id; '' for several. */
  definition: string;
  own: Level;
  brands: (Against & { brand: string })[] | null;
  /** All competitors together. */
  all: Against | null;
}

export interface Benchmark {
  wave: Wave;
  own: { locations: number; responses: number };
  brands: { brand: string; locations: number; responses: number }[] | null;
  rows: BenchmarkRow[] | null;
  families?: Family[] | null;
  touchpoints: TouchpointTitle[] | null;
  countedStates: State[];
  computedAt: string;
  warnings: Remark[] | null;
}

export const readBenchmark = (project: string, wave: string, roles: readonly Role[] | undefined, choice: Choice, signal?: AbortSignal) =>
  http.get<Benchmark>(asked(within(project, '/benchmark'), { wave, rows: rowsAsked(roles), ...membersOf(choice) }), { signal });
