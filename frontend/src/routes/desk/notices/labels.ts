import type { Notice, NoticeKind, NoticeState } from '$lib/client/notice';
import { t } from './messages';

export const kindName = (kind: NoticeKind): string =>
  ({
    offered: t.kindOffered,
    given: t.kindGiven,
    reminder: t.kindReminder,
    overdue: t.kindOverdue,
    returned: t.kindReturned,
    approved: t.kindApproved,
    rejected: t.kindRejected,
    digest: t.kindDigest,
    taken: t.kindTaken,
    applied: t.kindApplied,
    visitDue: t.kindVisitDue,
    alert: t.kindAlert
  })[kind];

export const stateName = (state: NoticeState): string => ({ queued: t.queued, sent: t.sent, failed: t.failed, off: t.off })[state];

export const stateTone = (state: NoticeState): 'accent' | 'neutral' | 'warning' | 'danger' =>
  (({ queued: 'accent', sent: 'neutral', failed: 'danger', off: 'warning' }) as const)[state];

/** Why a mail did not go out; '' when nothing is known. */
export const reasonText = ({ error }: Pick<Notice, 'error'>): string =>
  ({ noServer: t.noServer, optedOut: t.optedOut, demo: t.demo, gone: t.gone, refused: t.refused, tries: t.tries })[error ?? ''] ?? '';
