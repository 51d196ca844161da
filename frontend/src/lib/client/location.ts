import type { OpeningHours } from './field-assignment';
import { http, send, type List, type RequestOptions } from './http';
import { within } from './project';

/** WGS 84 degrees. */
export interface Position {
  lat: number;
  lon: number;
  alt?: number;
  /** Metres. */
  accuracy?: number;
}

export type { OpeningHours };

/** An outlet, branch or competitor's outlet. Days and hours are those of the project's time zone. */
export interface Location {
  code: string;
  title: string;
  address?: string;
  position?: Position;
  brand?: string;
  /** Somebody else's, measured as a benchmark. */
  competitor?: boolean;
  tags?: string[];
  /** Days on which it can be visited, both included; absent: always. */
  active?: { from?: string; until?: string };
  /** Absent: not known. */
  openingHours?: OpeningHours[];
  contact?: string;
  /** For the desk only. */
  note?: string;
  /** Metres within which a check-in is at the place; absent: the project's. */
  radius?: number;
}


export interface LocationFinding {
  /** Of the table, from 1. */
  row: number;
  column?: string;
  code: string;
  message: string;
}

/** What a table of locations would change, or has changed. */
export interface LocationImport {
  /** Their meaning as guessed or given; '' is left out. */
  columns: { name: string; member: string }[];
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  problems: LocationFinding[] | null;
  /** The first 20. */
  preview: Location[] | null;
}

/** Column name to member; absent: the server guesses by the headers. */
export type LocationMapping = Record<string, string>;

/** A large file over a slow line takes its time; milliseconds. */
const patience = 300_000;

function upload(file: File, apply: boolean, mapping: LocationMapping | undefined, signal?: AbortSignal): RequestOptions {
  const form = new FormData();
  form.set('apply', String(apply));
  if (mapping) form.set('mapping', JSON.stringify(mapping));
  form.set('file', file, file.name);
  return { raw: form, timeout: patience, signal };
}

export const locations = {
  list: (project: string, after?: string, signal?: AbortSignal) =>
    http.get<List<Location>>(within(project, '/locations'), { search: { limit: 200, after }, signal }),
  /** Creates the location or replaces the one of that code. */
  save: (project: string, location: Location) =>
    http.put<Location>(within(project, `/locations/${encodeURIComponent(location.code)}`), location),
  /** Says what a table would change; writes nothing. */
  previewTable: (project: string, file: File, mapping?: LocationMapping, signal?: AbortSignal) =>
    http.post<LocationImport>(within(project, '/locations/import'), undefined, upload(file, false, mapping, signal)),
  /** Adds and changes by code; rows with problems are left out. The same table again changes nothing. */
  importTable: (project: string, file: File, mapping: LocationMapping) =>
    http.post<LocationImport>(within(project, '/locations/import'), undefined, upload(file, true, mapping)),
  /** All of them as a table that can be imported again. */
  table: async (project: string, kind: 'csv' | 'xlsx') => (await send('GET', within(project, `/locations.${kind}`), { timeout: patience })).blob()
};
