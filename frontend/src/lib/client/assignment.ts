import type { Money } from './field-assignment';
import { http, type List } from './http';
import { within, type TextMap } from './project';
import type { DefinitionRef } from './response';
import type { State } from './response-list';

/** One planned visit, call or test purchase for one shopper. */
export interface Assignment {
  /** UUIDv7, minted here, so that planning again adds nothing. */
  id: string;
  wave: string;
  definition: DefinitionRef;
  /** Location code. */
  location: string;
  /** The shopper's person id. */
  person: string;
  /** Visit window: days in the project's time zone, both included; absent is open. */
  firstDay?: string;
  lastDay?: string;
  scenario?: TextMap;
  /** Markdown. */
  briefing?: TextMap;
  fee?: Money;
  cancelled?: boolean;
}

/** An assignment with the report that came back for it, if any. */
export interface AssignmentProgress extends Assignment {
  /** The response's id. */
  response?: string;
  responseState?: State;
}

/** Only what an assignment says: the server refuses members it does not know. */
function plain({ id, wave, definition, location, person, firstDay, lastDay, scenario, briefing, fee, cancelled }: Assignment): Assignment {
  return {
    id,
    wave,
    definition,
    location,
    person,
    ...(firstDay && { firstDay }),
    ...(lastDay && { lastDay }),
    ...(scenario && { scenario }),
    ...(briefing && { briefing }),
    ...(fee && { fee }),
    ...(cancelled && { cancelled })
  };
}

export const assignments = {
  /** Newest first. */
  list: (project: string, after?: string, signal?: AbortSignal) =>
    http.get<List<AssignmentProgress>>(within(project, '/assignments'), { search: { limit: 100, after }, signal }),
  create: (project: string, assignment: Assignment) => http.post<Assignment>(within(project, '/assignments'), plain(assignment)),
  change: (project: string, assignment: Assignment) =>
    http.put<Assignment>(within(project, `/assignments/${encodeURIComponent(assignment.id)}`), plain(assignment))
};
