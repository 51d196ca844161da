import { http, type List } from './http';
import { within, type TextMap } from './project';

/** A definition as lists show it: all published versions in one. */
export interface DefinitionEntry {
  id: string;
  versions: number[];
  title: TextMap;
  kind: string;
  newest: number;
}

export const definitions = {
  list: (project: string, signal?: AbortSignal) =>
    http.get<List<DefinitionEntry>>(within(project, '/definitions'), { search: { limit: 200 }, signal })
};
