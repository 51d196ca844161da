import type { Definition, DefinitionFile } from '$lib/engine/definition';
import { http, send, type List } from './http';
import { within, type TextMap } from './project';
import type { DefinitionRef } from './response';

/** A definition as lists show it: all published versions in one. */
export interface DefinitionEntry {
  id: string;
  /** None while it is only a draft. */
  versions: number[];
  title: TextMap;
  kind: string;
  newest: number;
  draft?: { revision: number; savedAt: string; errors: number };
}

/** A mistake or warning of a definition. */
export interface DefinitionProblem {
  /** JSON pointer, for example /body/0/constraint; "" is the whole. */
  path: string;
  severity: 'error' | 'warning';
  code: string;
  message: string;
  /** Where it stands in a spreadsheet, for forms that came as one. */
  sheet?: string;
  /** From 1. */
  row?: number;
  /** Its header. */
  column?: string;
}

/** The next version of a definition while it is being written; draft is any JSON object. */
export interface Draft {
  draft: unknown;
  revision: number;
  problems: DefinitionProblem[];
  savedAt: string;
  /** Person id. */
  savedBy: string;
}

/** One difference between two versions. */
export interface Change {
  kind: 'added' | 'removed' | 'changed' | 'moved';
  what: 'question' | 'section' | 'choice' | 'indicator' | 'setting';
  /** JSON pointer in the newer version; of what was removed in the older. */
  path: string;
  /** Of the question, choice or indicator; the key of a setting. */
  name: string;
  keys?: string[];
  /** The keys that changed, or all of what was removed. */
  before?: unknown;
  after?: unknown;
  /** What it may make incomparable between the versions; '' for nothing. */
  breaks: '' | 'type' | 'scale' | 'wording';
}

/** What was read of a form; nothing of it is kept. */
export interface FormImport {
  definition: Definition;
  problems: DefinitionProblem[];
  /** Media that came along, to be added to the project before publishing. */
  files: (DefinitionFile & { name: string })[];
}

/** A version number, or the draft. */
export type VersionName = number | 'draft';

export interface Published {
  definition: DefinitionRef;
  problems: DefinitionProblem[];
}

const one = (project: string, id: string, rest: string) => within(project, `/definitions/${encodeURIComponent(id)}${rest}`);

/** A form with its files may take as long as a slow uplink needs; milliseconds. */
const patience = 600_000;

const list = (project: string, signal?: AbortSignal) =>
  http.get<List<DefinitionEntry>>(within(project, '/definitions'), { search: { limit: 200 }, signal });

export const definitions = {
  /** With those that are only a draft. */
  list,
  /** Those that can be answered. */
  published: async (project: string, signal?: AbortSignal) => {
    const { items } = await list(project, signal);
    return { items: items.filter(({ newest }) => newest > 0) };
  },
  read: (project: string, id: string, version: number, signal?: AbortSignal) =>
    http.get<Definition>(one(project, id, `/versions/${version}`), { signal }),
  /** Publishes for good. Throws Problem invalid with the mistakes as fields, conflict `definition.exists`. */
  publish: (project: string, text: string) => http.post<Published>(within(project, '/definitions'), undefined, json(text)),
  /** What changed between two versions. */
  changes: async (project: string, id: string, from: VersionName, to: VersionName, signal?: AbortSignal) =>
    (await http.get<{ changes: Change[] }>(one(project, id, '/diff'), { search: { from, to }, signal })).changes,
  /** The version or draft as a workbook (XLSForm). */
  workbook: async (project: string, id: string, version: VersionName) =>
    (await send('GET', one(project, id, version === 'draft' ? '/draft.xlsx' : `/versions/${version}.xlsx`))).blob()
};

/** Drafts: one for each definition. */
export const drafts = {
  /** Throws Problem notFound where there is none. */
  read: (project: string, id: string, signal?: AbortSignal) => http.get<Draft>(one(project, id, '/draft'), { signal }),
  /** Keeps the text of a draft, mistakes and all. Revision is the one that was changed, 0 for a new draft; Problem conflict `draft.stale` when somebody else was there. */
  save: (project: string, id: string, text: string, revision: number) =>
    http.put<Draft>(one(project, id, '/draft'), undefined, {
      raw: text,
      headers: { 'Content-Type': 'application/json', ...(revision ? { 'If-Match': `"${revision}"` } : {}) }
    }),
  discard: (project: string, id: string) => http.delete<void>(one(project, id, '/draft')),
  /** Publishes the draft as that version, if it is still the revision that was looked at. Throws Problem invalid with the mistakes as fields, conflict `definition.version`, 412 when it has been changed since. */
  publish: (project: string, id: string, version: number, revision?: number) =>
    http.post<Published>(one(project, id, '/draft/publish'), { version }, { headers: revision ? { 'If-Match': `"${revision}"` } : {} })
};

/** Pictures, sounds and films that the definitions of a project show, by the SHA-256 of their content. */
export const definitionFiles = {
  add: (project: string, sha256: string, content: Blob) =>
    http.put<void>(within(project, `/files/${sha256}`), undefined, {
      raw: content,
      headers: { 'Content-Type': content.type || 'application/octet-stream' },
      timeout: patience
    }),
  read: async (project: string, sha256: string, signal?: AbortSignal) => (await send('GET', within(project, `/files/${sha256}`), { signal })).blob()
};

/** Reads a form (XLSForm) with the files that it names, kind going before the form's own; keeps nothing. Throws Problem invalid for what is no form at all. */
export function importForm(project: string, form: File, others: readonly File[], kind?: Definition['kind']): Promise<FormImport> {
  const parts = new FormData();
  parts.set('file', form, form.name);
  if (kind) parts.set('kind', kind);
  for (const other of others) parts.append('companion', other, other.name);
  return http.post<FormImport>(within(project, '/definitions/import'), undefined, { raw: parts, timeout: patience });
}

/** Definitions that ship with the product. */
export const library = {
  list: (signal?: AbortSignal) => http.get<List<Pick<DefinitionEntry, 'id' | 'title' | 'kind'>>>('/library', { signal }),
  /** JSON text, as written. */
  read: async (id: string, signal?: AbortSignal) => (await send('GET', `/library/${encodeURIComponent(id)}`, { signal })).text()
};

/** The text goes as it was written, so that places in it stay true. */
const json = (text: string) => ({ raw: text, headers: { 'Content-Type': 'application/json' } });
