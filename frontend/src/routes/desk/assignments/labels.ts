import type { AssignmentEventKind } from '$lib/client/assignment';
import type { Risk, Stage } from '$lib/client/board';
import type { Tone } from '../map/place';
import { t } from './messages-board';

type BadgeKind = 'neutral' | 'accent' | 'warning' | 'danger';

export const stageName = (stage: Stage): string => t[stage];

/** How a stage looks in a list; colour goes with a word. */
export const stageKinds: Readonly<Record<Stage, BadgeKind>> = {
  planned: 'neutral',
  offered: 'neutral',
  accepted: 'neutral',
  inProgress: 'neutral',
  submitted: 'accent',
  returned: 'warning',
  approved: 'accent',
  rejected: 'danger',
  cancelled: 'neutral'
};

export const riskName = (risk: Risk): string => t[risk];

export const eventName = (kind: AssignmentEventKind): string =>
  ({
    planned: t.eventPlanned,
    offered: t.eventOffered,
    accepted: t.eventAccepted,
    declined: t.eventDeclined,
    applied: t.eventApplied,
    withdrawn: t.eventWithdrawn,
    given: t.eventGiven,
    taken: t.eventTaken,
    checkedIn: t.eventCheckedIn,
    cancelled: t.eventCancelled,
    reinstated: t.eventReinstated,
    changed: t.eventChanged
  })[kind];

/** How a place looks on the map by what its visits are like: the worst of them tells. */
export function toneOfProgress({ planned, done, target, counts }: { planned: number; done: number; target: number; counts: Partial<Record<'overdue' | 'atRisk', number>> }): Tone {
  if ((counts.overdue ?? 0) > 0) return 'danger';
  if ((counts.atRisk ?? 0) > 0) return 'warning';
  const wanted = Math.max(planned, target);
  if (wanted === 0) return 'neutral';
  return done >= wanted ? 'done' : 'accent';
}
