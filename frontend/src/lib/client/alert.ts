import { http, type List } from './http';
import { within, type TextMap } from './project';

export const alertKinds = ['scoreBelow', 'scoreAbove', 'detractor', 'critical', 'indicatorBelow', 'indicatorAbove'] as const;
export type AlertKind = (typeof alertKinds)[number];

/** Tells people, and opens a case, when a response says what it looks for. */
export interface Alert {
  /** A slug. */
  id: string;
  title: string;
  kind: AlertKind;
  /** Id of a definition; absent is any. */
  definition?: string;
  /** Of a score; absent is the whole. */
  section?: string;
  /** A column; of a detractor absent is any. */
  indicator?: string;
  /** In the column's own unit; scores 0 to 100. */
  threshold?: number;
  /** A name; absent is any. */
  touchpoint?: string;
  imports?: boolean;
  /** Ids of people. */
  mail: string[];
  touchpointOwner: boolean;
  /** The secret is never given, and kept when it is left out. */
  webhook?: { url: string; secret?: string };
  case: boolean;
  /** Of its cases; absent is whoever looks after the touchpoint. */
  owner?: string;
  dueDays?: number;
  active: boolean;
}

/** An alert as the server keeps it. */
export interface KeptAlert extends Alert {
  ownerName?: string;
  hasSecret?: boolean;
  /** The newest response that raised it. */
  latest?: {
    at: string;
    response: string;
    webhook: boolean;
    state: 'raised' | 'sending' | 'done' | 'failed';
    attempts?: number;
    /** What the webhook answered last. */
    status?: number;
    detail?: string;
  };
}

/** What an alert found in a response. */
export interface Finding {
  kind: AlertKind;
  column?: string;
  /** Kind of the column's indicator. */
  of?: string;
  title?: TextMap;
  value?: number;
  threshold?: number;
  touchpoint?: string;
  /** Critical questions that failed. */
  questions?: TextMap[];
}

const one = (project: string, id: string) => within(project, `/alerts/${encodeURIComponent(id)}`);

export const alerts = {
  list: (project: string, signal?: AbortSignal) => http.get<List<KeptAlert>>(within(project, '/alerts'), { signal }),
  /** Creates the alert or replaces the one of that id. */
  save: (project: string, { id, ...rest }: Alert) => http.put<KeptAlert>(one(project, id), rest),
  /** Its cases stay. */
  remove: (project: string, id: string) => http.delete<void>(one(project, id))
};
