import { asked, membersOf, type Choice } from './choices';
import type { Change, Interval, Level, Verdict } from './comparison';
import { http } from './http';
import { within, type TextMap } from './project';

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
  /** Since the baseline that was asked for. */
  change: Change | null;
  verdict: Verdict | null;
}

export interface League {
  /** Its name. */
  wave: string;
  indicator: {
    name: string;
    title: TextMap | null;
    kind?: string;
    better: 'higher' | 'lower';
    scale: Interval | null;
    unit: TextMap | null;
    goal: number | null;
  };
  /** In the order of their ranks. */
  rows: LeagueRow[];
  tooFew: { location: LeagueLocation; n: number }[] | null;
  method: { name: string; reason: TextMap };
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
