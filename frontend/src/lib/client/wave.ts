import { http, type List } from './http';
import { within, type TextMap } from './project';

export type WaveKind = 'baseline' | 'pilot' | 'followUp';

/** A group of locations that a pilot compares with others; a location belongs to the first arm that names it or one of its tags. */
export interface Arm {
  /** test, control or another. */
  name: string;
  title?: TextMap;
  /** Codes. */
  locations?: string[];
  tags?: string[];
}

/** A number of reports wanted: from one location, from all of a tag together or, with neither, from each location. */
export interface Target {
  /** Definition id. */
  definition: string;
  count: number;
  /** Code. */
  location?: string;
  tag?: string;
}

/** One round of measurement. Days are in the project's time zone, both included; absent is open. */
export interface Wave {
  name: string;
  title: TextMap;
  kind: WaveKind;
  firstDay?: string;
  lastDay?: string;
  order: number;
  arms?: Arm[];
  targets?: Target[];
}

export const waves = {
  list: (project: string, signal?: AbortSignal) => http.get<List<Wave>>(within(project, '/waves'), { search: { limit: 200 }, signal }),
  /** Creates the wave or replaces the one of that name. */
  save: (project: string, { name, ...wave }: Wave) => http.put<Wave>(within(project, `/waves/${encodeURIComponent(name)}`), { name, ...wave })
};
