import type { ResponseEvent, Source, State } from '$lib/client/response-list';
import { t } from './messages';

export const stateName = (state: State): string =>
  ({
    submitted: t.stateSubmitted,
    inReview: t.stateInReview,
    returned: t.stateReturned,
    approved: t.stateApproved,
    rejected: t.stateRejected,
    excluded: t.stateExcluded
  })[state];

export const sourceName = (source: Source): string => ({ link: t.fromLink, assignment: t.fromAssignment, import: t.fromImport })[source];

export const eventName = (kind: ResponseEvent['kind']): string =>
  ({ submitted: t.eventSubmitted, revised: t.eventRevised, rescored: t.eventRescored, reviewed: t.eventReviewed })[kind];
