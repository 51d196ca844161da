import type { Decision, EventKind, PayState, ResponseEvent, Source, State } from '$lib/client/response-list';
import { t } from './messages';
import { t as review } from './messages-review';

export const stateName = (state: State): string =>
  ({
    submitted: t.stateSubmitted,
    inReview: t.stateInReview,
    returned: t.stateReturned,
    approved: t.stateApproved,
    rejected: t.stateRejected,
    excluded: t.stateExcluded
  })[state];

/** How much a state asks for attention. */
export const stateTone = (state: State): 'neutral' | 'accent' | 'warning' | 'danger' =>
  (({ submitted: 'accent', inReview: 'accent', returned: 'warning', approved: 'neutral', rejected: 'danger', excluded: 'neutral' }) as const)[state];

export const sourceName = (source: Source): string => ({ link: t.fromLink, assignment: t.fromAssignment, import: t.fromImport })[source];

const kindName = (kind: Exclude<EventKind, 'reviewed' | 'paid' | 'appealDecided'>): string =>
  ({
    submitted: review.eventSubmitted,
    revised: review.eventRevised,
    corrected: review.eventCorrected,
    appealed: review.eventAppealed,
    rescored: review.eventRescored
  })[kind];

const decisionName = (decision: Decision): string =>
  ({
    approve: review.eventApprove,
    confirm: review.eventConfirm,
    return: review.eventReturn,
    reject: review.eventReject,
    exclude: review.eventExclude,
    reopen: review.eventReopen
  })[decision];

const payName = (state: PayState): string => ({ new: review.paidNew, pending: review.paidPending, paid: review.paidPaid })[state];

/** What an entry of a history says happened. */
export function eventName(event: ResponseEvent): string {
  switch (event.kind) {
    case 'reviewed':
      return event.decision ? decisionName(event.decision) : t.eventReviewed;
    case 'paid':
      return payName(event.state ?? 'new');
    case 'appealDecided':
      return event.outcome === 'accepted' ? review.appealAccepted : review.appealRejected;
    default:
      return kindName(event.kind);
  }
}
