import { http, type List } from './http';
import { within, type TextMap } from './project';

export type WaveKind = 'baseline' | 'pilot' | 'followUp';

/** One round of measurement. Days are in the project's time zone, both included; absent is open. */
export interface Wave {
  name: string;
  title: TextMap;
  kind: WaveKind;
  firstDay?: string;
  lastDay?: string;
  order: number;
}

export const waves = {
  list: (project: string, signal?: AbortSignal) => http.get<List<Wave>>(within(project, '/waves'), { search: { limit: 200 }, signal }),
  /** Creates the wave or replaces the one of that name. */
  save: (project: string, { name, ...wave }: Wave) => http.put<Wave>(within(project, `/waves/${encodeURIComponent(name)}`), { name, ...wave })
};
