import { http, type List } from './http';
import { within, type TextMap } from './project';

export type Channel = 'personal' | 'print' | 'digital';

/** A place or moment where customers meet the company. */
export interface Touchpoint {
  name: string;
  title: TextMap;
  channel?: Channel;
  /** What this touchpoint should achieve, in words. */
  goal?: string;
  order: number;
  /** Who looks after it, a person's id; left out for viewers. */
  owner?: string;
  /** The goal of its composite, 0 to 100. */
  goalLevel?: number;
  /** The smallest change of its composite that matters, in points. */
  relevantDifference?: number;
  /** As stated, 0 to 10. */
  importance?: number;
  /** Weights of the definitions that feed it, by definition id; one that is absent weighs 1. */
  weights?: Record<string, number>;
}

export const touchpoints = {
  list: (project: string, signal?: AbortSignal) =>
    http.get<List<Touchpoint>>(within(project, '/touchpoints'), { search: { limit: 200 }, signal }),
  /** Creates the touchpoint or replaces the one of that name. */
  save: (project: string, touchpoint: Touchpoint) =>
    http.put<Touchpoint>(within(project, `/touchpoints/${encodeURIComponent(touchpoint.name)}`), touchpoint)
};
