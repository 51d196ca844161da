import type { ComparisonRow, Verdict } from '$lib/client/comparison';
import type { Tone } from '$lib/ui/charts/tone';
import { level, levelInterval } from './figures';
import { measureOf, type Estimated } from './panels';

/** One line of a row's picture: an arm, a brand. */
export interface Lane {
  key: string;
  label: string;
  /** Drawn hollow. */
  before: Estimated | null;
  /** Drawn filled. */
  after: Estimated | null;
  tone: Tone;
  /** Counts, each leading to its responses; '' where there are none. */
  counts: readonly { text: string; href: string }[];
  /** The row's difference stands beside its first lane unless lanes have their own. */
  difference?: Difference | undefined;
}

export interface Difference {
  change: (Estimated & { q: number | null }) | null;
  verdict: Verdict;
  relevant: boolean;
}

export const toneOf = (verdict: Verdict): Tone => (verdict === 'noTest' ? 'plain' : verdict);

/** A level in words, for hover and screen readers. */
export const inWords = (row: Pick<ComparisonRow, 'kind'>, label: string, one: Estimated | null): string =>
  `${label}: ${level(measureOf(row), one?.estimate ?? null)} (${levelInterval(measureOf(row), one?.interval ?? null)})`;
