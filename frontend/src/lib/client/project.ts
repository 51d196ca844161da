import { http, type List } from './http';
import type { Person, Role } from './token';

/** A text by language code; any language may be missing. */
export type TextMap = Partial<Record<string, string>>;

export interface Project {
  id: string;
  title: string;
  /** IANA name; days of waves and visits live in it. */
  timeZone: string;
  languages: string[];
  /** Made by the demo generator. */
  demo?: boolean;
  accent?: string;
  createdAt: string;
}

/** The path of a project's things below the API's root. */
export const within = (project: string, rest = ''): string => `/projects/${encodeURIComponent(project)}${rest}`;

/** Who is signed in, with the projects they belong to. */
export const me = (signal?: AbortSignal) =>
  http.get<{ person: Person; projects: (Project & { role: Role })[] }>('/me', { signal });

export const projects = {
  list: (signal?: AbortSignal) => http.get<List<Project>>('/projects', { signal }),
  create: (project: Pick<Project, 'id' | 'title' | 'timeZone' | 'languages'>) => http.post<Project>('/projects', project),
  loadDemo: () => http.post<Project>('/projects/demo', undefined, { timeout: 120_000 })
};
