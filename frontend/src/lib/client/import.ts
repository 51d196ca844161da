import { http, send, type List, type RequestOptions } from './http';
import { within } from './project';
import type { DefinitionRef } from './response';

/** What cells of a column mean; a cell that no entry names is read as it stands. Cells are compared trimmed. */
export interface Coding {
  /** Cell to choice name or value. */
  recode?: Record<string, string>;
  /** Cells for the choice marked notApplicable. */
  notApplicable?: string[];
  /** Cells for no answer, beside the empty cell. */
  blank?: string[];
  /** [lowest, highest] number. */
  range?: number[];
}

/** A column of the spreadsheet by the names it goes by, with what its cells mean. */
export interface MappedColumn extends Coding {
  column: string[];
  /** Further columns of a select_multiple question. */
  also?: string[][];
  /** Absent in weight, cluster, location, language and submittedAt. */
  question?: string;
  /** Name of an entry of codings, which the own coding is added to. */
  coding?: string;
  /** Of dates, for example DD.MM.YYYY. */
  format?: string;
  month?: string;
  optional?: boolean;
  note?: string;
}

/** What is kept of a row beside its answers. */
export const besides = ['weight', 'cluster', 'location', 'language', 'submittedAt'] as const;
export type Beside = (typeof besides)[number];

/** Which column answers which question; surveys/schema/mapping.schema.json documents it. As the server gives it, without editions. */
export interface Mapping extends Partial<Record<Beside, MappedColumn>> {
  definition: { id: string; version?: number };
  timeZone?: string;
  note?: string;
  encoding?: string;
  delimiter?: string;
  decimal?: string;
  blank?: string[];
  codings?: Record<string, Coding>;
  key?: string[][];
  columns?: MappedColumn[];
  constants?: Record<string, string>;
  /** A star at the end stands for any rest. */
  ignore?: string[];
}

export interface ColumnProfile {
  name: string;
  /** Different filled cells; counting stops at 2,000. */
  distinct: number;
  blank: number;
  /** Every filled cell is a number. */
  numeric: boolean;
  /** The most frequent cells. */
  examples: { value: string; count: number }[];
}

/** A cell, row or column that could not be taken as it is. */
export interface ImportFinding {
  /** Of the file, from 1; 0 when the whole column is meant. */
  line: number;
  column?: string;
  code: string;
  message: string;
  value?: string;
  question?: string;
}

/** How often one odd value occurs in a column. */
export interface Oddity {
  code: string;
  column: string;
  value: string;
  count: number;
  /** The first 20. */
  lines: number[];
}

export interface ImportPreview {
  format: { delimiter: string; encoding: string; rows: number; columns: number };
  columns: ColumnProfile[];
  /** The first five rows. */
  sample: string[][];
  suggestion?: Mapping;
  /** Of the mapping that was used. */
  edition?: string;
  /** Mistakes of the mapping, or the columns it does not mention. */
  problems: ImportFinding[];
  summary?: {
    rows: number;
    /** Rows that become responses. */
    ready: number;
    /** Problems by code. */
    odd: Record<string, number>;
    found: Oddity[];
  };
}

export type ImportState = 'running' | 'done' | 'failed' | 'interrupted';

export interface Import {
  id: string;
  wave: string;
  definition: DefinitionRef;
  /** Its name as uploaded. */
  file: string;
  /** Bytes. */
  size: number;
  /** JSON text; absent in lists. */
  mapping?: string;
  state: ImportState;
  /** Why it failed. */
  message?: string;
  rows: number;
  /** Rows gone through so far. */
  read: number;
  added: number;
  /** There already with the same content. */
  already: number;
  /** There already with other content; they stay as they are. */
  differing: number;
  /** Rows that could not be taken. */
  left: number;
  odd: Oddity[];
  /** The first 1,000. */
  problems: ImportFinding[];
  problemCount: number;
  startedAt: string;
  updatedAt: string;
  finishedAt?: string;
}

/** The parts of an upload; a mapping is JSON text. */
export interface ImportOrder {
  file: File;
  /** "id/version". */
  definition?: string;
  wave?: string;
  mapping?: string;
}

/** A large file over a slow line takes its time. */
const patience = 600_000;

function upload(order: ImportOrder): RequestOptions {
  const form = new FormData();
  for (const name of ['definition', 'wave', 'mapping'] as const) {
    const part = order[name];
    if (part) form.set(name, part);
  }
  form.set('file', order.file, order.file.name);
  return { raw: form, timeout: patience };
}

const one = (project: string, id: string, rest = '') => within(project, `/imports/${encodeURIComponent(id)}${rest}`);

export const imports = {
  list: (project: string, after?: string, signal?: AbortSignal) => http.get<List<Import>>(within(project, '/imports'), { search: { after }, signal }),
  read: (project: string, id: string, signal?: AbortSignal) => http.get<Import>(one(project, id), { signal }),
  /** Describes a file; with a definition suggests a mapping, with a mapping foretells the import. Writes nothing. */
  preview: (project: string, order: ImportOrder, signal?: AbortSignal) =>
    http.post<ImportPreview>(within(project, '/imports/preview'), undefined, { ...upload(order), signal }),
  /** Begins an import; the same order again is the same import, which adds nothing that is there. */
  start: (project: string, order: ImportOrder) => http.post<Import>(within(project, '/imports'), undefined, upload(order)),
  /** Every problem of an import as CSV. */
  problems: async (project: string, id: string) => (await send('GET', one(project, id, '/problems.csv'), { timeout: patience })).blob()
};
