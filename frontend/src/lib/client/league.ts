import { asked, membersOf, type Choice } from './choices';
import type { Change, Family, Interval, Level, MethodChoice, Remark, Role, Verdict } from './comparison';
import { http } from './http';
import { within, type TextMap } from './project';
import type { State } from './response-list';
import type { Wave } from './wave';

export interface LeagueLocation {
  code: string;
  title: string;
  brand?: string;
  tags?: string[] | null;
  competitor?: boolean;
}

export interface LeagueRow {
  location: LeagueLocation;
  level: Level;
  /** By the estimate, from 1. */
  rank: number;
  /** The ranks that chance allows. */
  best: number;
  worst: number;
  tied: boolean;
  /** In the baseline that was asked for, as are change and verdict; null without one. */
  previousLevel: Level | null;
  change: Change | null;
  verdict: Verdict | null;
  relevant: boolean;
  notes: Remark[] | null;
}

export interface League {
  wave: Wave;
  /** That changes are against. */
  baseline: Wave | null;
  indicator: {
    name: string;
    role: Role;
    /** Id; '' where several are combined. */
    definition: string;
    title: TextMap | null;
    kind: string;
    better: 'higher' | 'lower';
    scale: Interval | null;
    unit: TextMap | null;
    goal: number | null;
    relevantDifference: number | null;
  };
  /** The best first. */
  rows: LeagueRow[];
  /** Without a rank. */
  tooFew: { location: LeagueLocation; n: number }[] | null;
  method: MethodChoice;
  families: Family[] | null;
  countedStates: State[];
  computedAt: string;
  notes: Remark[] | null;
}

export interface LeagueQuestion {
  /** Names. */
  wave: string;
  baseline?: string | undefined;
  /** A column; the definition is '' where several are combined. */
  indicator: string;
  definition: string;
}

/** Locations in the order of an indicator. */
export const readLeague = (project: string, question: LeagueQuestion, choice: Choice, signal?: AbortSignal) =>
  http.get<League>(asked(within(project, '/league'), { ...question, ...membersOf(choice) }), { signal });
