import type { ResponseDetail, ResponseEvent } from '$lib/client/response-list';

export interface Appeal {
  appeal: ResponseEvent;
  /** Absent while nobody has answered. */
  outcome?: ResponseEvent;
}

/** The appeals against a report, oldest first, each with the answer it got. Viewers are given only these events. */
export function appealsOf({ history, response }: Pick<ResponseDetail, 'history' | 'response'>): Appeal[] {
  const events = history ?? response.events ?? [];
  return events
    .filter(({ kind }) => kind === 'appealed')
    .map((appeal) => {
      const outcome = events.find((event) => event.kind === 'appealDecided' && event.appeal === appeal.id);
      return { appeal, ...(outcome && { outcome }) };
    });
}
