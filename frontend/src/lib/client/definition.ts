import type { Definition } from '$lib/engine/definition';
import { http, send, type List } from './http';
import { within, type TextMap } from './project';
import type { DefinitionRef } from './response';

/** A definition as lists show it: all published versions in one. */
export interface DefinitionEntry {
  id: string;
  versions: number[];
  title: TextMap;
  kind: string;
  newest: number;
}

/** A mistake or warning of a definition. */
export interface DefinitionProblem {
  /** JSON pointer, for example /body/0/constraint; "" is the whole. */
  path: string;
  severity: 'error' | 'warning';
  code: string;
  message: string;
}

export const definitions = {
  list: (project: string, signal?: AbortSignal) =>
    http.get<List<DefinitionEntry>>(within(project, '/definitions'), { search: { limit: 200 }, signal }),
  read: (project: string, id: string, version: number, signal?: AbortSignal) =>
    http.get<Definition>(within(project, `/definitions/${encodeURIComponent(id)}/versions/${version}`), { signal }),
  /** Every mistake and warning of a definition's JSON text; keeps nothing. Throws Problem invalid for what is no JSON. */
  check: (project: string, text: string) =>
    http.post<{ problems: DefinitionProblem[] }>(within(project, '/definitions/check'), undefined, json(text)),
  /** Publishes for good. Throws Problem invalid with the mistakes as fields, conflict `definition.exists`. */
  publish: (project: string, text: string) =>
    http.post<{ definition: DefinitionRef; problems: DefinitionProblem[] }>(within(project, '/definitions'), undefined, json(text))
};

/** Definitions that ship with the product. */
export const library = {
  list: (signal?: AbortSignal) => http.get<List<Pick<DefinitionEntry, 'id' | 'title' | 'kind'>>>('/library', { signal }),
  /** JSON text, as written. */
  read: async (id: string) => (await send('GET', `/library/${encodeURIComponent(id)}`)).text()
};

/** The text goes as it was written, so that places in it stay true. */
const json = (text: string) => ({ raw: text, headers: { 'Content-Type': 'application/json' } });
