import { asked, membersOf, type Choice } from './choices';
import type { Interval, Level, Role } from './comparison';
import { http, type List } from './http';
import { within, type TextMap } from './project';
import type { State } from './response-list';
import type { Touchpoint } from './touchpoint';
import type { Wave } from './wave';

/** A number in a wave. Level is null where it was not measured. */
export interface SeriesPoint {
  wave: string;
  level: Level | null;
  /** It means the same as in the newest wave that has it; the note says why not. */
  comparable: boolean;
  note?: TextMap | null;
}

/** A column over all waves. */
export interface Series {
  indicator: string;
  role: Role;
  /** The id is '' where several definitions are combined. */
  definition: { id: string; versions: number[] | null };
  title: TextMap | null;
  kind: string;
  better: 'higher' | 'lower';
  scale: Interval | null;
  unit: TextMap | null;
  goal: number | null;
  /** One for each wave, in their order. */
  points: SeriesPoint[];
}

export interface TrendAction {
  id: string;
  title: TextMap;
  state: 'planned' | 'running' | 'done' | 'dropped';
  firstDay?: string;
  lastDay?: string;
}

/** A touchpoint over all waves. */
export interface Trend {
  touchpoint: Touchpoint;
  waves: Wave[];
  /** Null where nothing feeds it. */
  composite: Series | null;
  indicators: Series[];
  /** Sections and questions, the worst of the newest wave first. */
  parts: Series[];
  actions: TrendAction[];
  countedStates: State[];
  computedAt: string;
}

const below = (project: string, touchpoint: string, rest: string) => within(project, `/touchpoints/${encodeURIComponent(touchpoint)}${rest}`);

export const readTrend = (project: string, touchpoint: string, choice: Choice, signal?: AbortSignal) =>
  http.get<Trend>(asked(below(project, touchpoint, '/trend'), membersOf(choice)), { signal });

/** What somebody wrote about a touchpoint. */
export interface Verbatim {
  /** Id. */
  response: string;
  wave: string;
  at: string;
  definition: string;
  question: string;
  label: TextMap;
  text: string;
  location?: string;
  language?: string;
  /** The composite of that response, 0 to 100. */
  level: number | null;
}

export const readVerbatims = (
  project: string,
  touchpoint: string,
  question: { wave: string | null; search: string | null; after?: string | undefined },
  choice: Choice,
  signal?: AbortSignal
) => http.get<List<Verbatim>>(asked(below(project, touchpoint, '/verbatims'), { ...question, ...membersOf(choice) }), { signal });
