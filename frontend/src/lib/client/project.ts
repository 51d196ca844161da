import { http, type List } from './http';
import type { State } from './response-list';
import type { Person, Role } from './token';

/** A text by language code; any language may be missing. */
export type TextMap = Partial<Record<string, string>>;

/** Rules of a project's field work; absent or 0 is off, or the default that stands beside. */
export interface Rules {
  /** Days in which the same shopper may not visit the same location again. */
  lockoutDays?: number;
  /** Visits of a shopper on one day. */
  perDay?: number;
  /** Days between visits of a location, whoever makes them. */
  locationGapDays?: number;
  /** Metres around a location in which a check-in counts as there; 200. */
  radius?: number;
  /** Metres of accuracy from which a position is called poor; 200. */
  accuracy?: number;
  /** A report filled in faster is flagged; without it those much faster than the others. */
  shortestSeconds?: number;
  /** Characters; shorter texts are flagged. */
  shortText?: number;
  /** Approving takes two reviewers. */
  secondReviewer?: boolean;
  /** Viewers see no photos. */
  hidePhotos?: boolean;
  /** How many days before the last day shoppers are reminded; 2. */
  remindDays?: number;
  /** How many days a returned report may take; 3. */
  returnDays?: number;
}

/** What holds where a project's rules are silent. */
export const defaultRules = { radius: 200, accuracy: 200, remindDays: 2, returnDays: 3 } as const satisfies Rules;

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
  /** Response states that comparisons count; absent is submitted, in review and approved. */
  countedStates?: State[];
  rules?: Rules;
}

/** What may be changed about a project; absent members stay as they are. */
export type ProjectChange = Partial<Pick<Project, 'title' | 'timeZone' | 'languages' | 'accent' | 'countedStates' | 'rules'>>;

/** The path of a project's things below the API's root. */
export const within = (project: string, rest = ''): string => `/projects/${encodeURIComponent(project)}${rest}`;

/** Who is signed in, with the projects they belong to. */
export const me = (signal?: AbortSignal) =>
  http.get<{ person: Person; projects: (Project & { role: Role })[]; tiles?: { url: string; attribution: string } | null }>('/me', { signal });

export const projects = {
  list: (signal?: AbortSignal) => http.get<List<Project>>('/projects', { signal }),
  create: (project: Pick<Project, 'id' | 'title' | 'timeZone' | 'languages'>) => http.post<Project>('/projects', project),
  read: (project: string, signal?: AbortSignal) => http.get<Project>(within(project), { signal }),
  change: (project: string, change: ProjectChange) => http.patch<Project>(within(project), change),
  loadDemo: () => http.post<Project>('/projects/demo', undefined, { timeout: 120_000 })
};
