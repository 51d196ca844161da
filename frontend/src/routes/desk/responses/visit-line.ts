/** The course of a visit: when what happened, in order. */
import type { ResponseDetail } from '$lib/client/response-list';
import { t } from './messages-evidence';

export interface Moment {
  at: string;
  what: string;
  /** A remark such as why there is no position. */
  remark?: string;
}

/** The moments that are known, earliest first; photos taken within a minute of each other count as one moment. */
export function courseOf({ response, evidence }: Pick<ResponseDetail, 'response' | 'evidence'>): Moment[] {
  const { visit } = response;
  const missing = (one?: 'denied' | 'unavailable' | 'off') => (one ? { remark: { denied: t.denied, unavailable: t.unavailable, off: t.off }[one] } : {});
  const taken = [...(evidence?.photos ?? []), ...(response.attachments ?? [])].flatMap(({ takenAt }) => takenAt ?? []).sort((a, b) => Date.parse(a) - Date.parse(b));
  const photos = taken.filter((at, index) => index === 0 || Date.parse(at) - Date.parse(taken[index - 1] ?? '') >= 60_000);
  return [
    ...(visit?.checkIn ? [{ at: visit.checkIn.at, what: t.checkIn, ...missing(visit.checkIn.missing) }] : []),
    ...(response.startedAt ? [{ at: response.startedAt, what: t.started }] : []),
    ...photos.map((at) => ({ at, what: t.photo })),
    ...(visit?.checkOut ? [{ at: visit.checkOut.at, what: t.checkOut, ...missing(visit.checkOut.missing) }] : []),
    { at: response.submittedAt, what: t.submitted },
    { at: response.receivedAt, what: t.received }
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
