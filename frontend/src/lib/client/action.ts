import { http, type List } from './http';
import { within, type TextMap } from './project';

export const actionStates = ['planned', 'running', 'done', 'dropped'] as const;
export type ActionState = (typeof actionStates)[number];

/** Something done to improve touchpoints. */
export interface Action {
  /** A slug. */
  id: string;
  title: TextMap;
  /** Names. */
  touchpoints: string[];
  state: ActionState;
  /** A person's id; left out for viewers. */
  owner?: string;
  /** Given beside the id; never sent. */
  ownerName?: string;
  /** Days of the project's time zone; absent is open. */
  firstDay?: string;
  lastDay?: string;
  note?: string;
}

const one = (project: string, id: string) => within(project, `/actions/${encodeURIComponent(id)}`);

export const actions = {
  list: (project: string, signal?: AbortSignal) => http.get<List<Action>>(within(project, '/actions'), { signal }),
  /** Creates the action or replaces the one of that id. */
  save: (project: string, { id, title, touchpoints, state, owner, firstDay, lastDay, note }: Action) =>
    http.put<Action>(one(project, id), {
      title,
      touchpoints,
      state,
      ...(owner && { owner }),
      ...(firstDay && { firstDay }),
      ...(lastDay && { lastDay }),
      ...(note && { note })
    }),
  remove: (project: string, id: string) => http.delete<void>(one(project, id))
};
