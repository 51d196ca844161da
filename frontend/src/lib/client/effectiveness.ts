import { asked, membersOf, type Choice } from './choices';
import type { Change, Family, Interval, Level, MethodChoice, Needed, Remark, Verdict } from './comparison';
import { http } from './http';
import { within, type TextMap } from './project';
import type { State } from './response-list';
import type { Channel } from './touchpoint';
import type { Wave } from './wave';

/** What a wave is compared with: the baseline, or the wave before it in which the touchpoint was measured. */
export const againsts = ['baseline', 'previous'] as const;
export type Against = (typeof againsts)[number];

/** Share of the way to a goal that has been gone. */
export interface GoalAttainment {
  value: number;
  interval: Interval | null;
}

/** A touchpoint in a wave. Level is null where it was not measured, verdict where there is nothing to compare with. */
export interface EffectivenessCell {
  wave: string;
  /** Name of the wave it is compared with; '' for none. */
  against: string;
  level: Level | null;
  change: Change | null;
  verdict: Verdict | null;
  relevant: boolean;
  needed: Needed | null;
  method: MethodChoice | null;
  goalAttainment: GoalAttainment | null;
  notes: Remark[] | null;
}

/** Levels, goal and relevant difference are on the composite's scale of 0 to 100, importance from 0 to 10 as stated. */
export interface EffectivenessTouchpoint {
  name: string;
  title: TextMap | null;
  order: number;
  channel: Channel | '';
  goal: number | null;
  relevantDifference: number | null;
  importance: number | null;
  /** Ids of the definitions that feed it. */
  definitions: string[];
  /** One for each wave, in their order. */
  cells: EffectivenessCell[];
}

export interface Effectiveness {
  project: { id: string; title: string; demo?: boolean };
  /** In their order. */
  waves: Wave[];
  against: Against;
  touchpoints: EffectivenessTouchpoint[];
  families: Family[] | null;
  countedStates: State[];
  computedAt: string;
  warnings: Remark[] | null;
}

/** How well every touchpoint does in every wave. */
export const readEffectiveness = (project: string, against: Against, choice: Choice, signal?: AbortSignal) =>
  http.get<Effectiveness>(asked(within(project, '/effectiveness'), { against, ...membersOf(choice) }), { signal });
