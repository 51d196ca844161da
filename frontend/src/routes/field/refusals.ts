import type { JobRefusal } from '$lib/client/field-assignment';
import type { ProblemField } from '$lib/client/problem';
import type { OutboxItem, Refusal } from '$lib/offline/outbox';
import { t } from './messages-jobs';
import { dayText } from './visit-window';

const day = (until: string | undefined) => (until && /^\d{4}-\d\d-\d\d$/.test(until) ? dayText(until) : '');

/** Why a job cannot be had, in the language of the page; what it does not know in the server's words. */
export function jobRefusalText({ code, message, until }: JobRefusal): string {
  switch (code.replace(/^assignment\./, '')) {
    case 'lockout':
      return t.lockout(day(until));
    case 'perDay':
      return t.perDay;
    case 'locationGap':
      return t.locationGap(day(until));
    case 'certification':
      return t.certification;
    case 'rating':
      return t.rating;
    case 'windowOver':
      return t.windowOver;
    case 'taken':
      return t.takenAlready;
    case 'notOffered':
      return t.notOffered;
    case 'ownLocation':
      return t.ownLocation;
    default:
      return message;
  }
}

/** The refusals that a failed act tells, else its own words. */
export function refusalsText({ code, detail, fields }: Pick<Refusal, 'code' | 'detail' | 'fields'>): string {
  if (code === 'assignment.taken') return t.goneHint;
  if (code !== 'assignment.refused' || fields.length === 0) return detail;
  return fields.map(({ code, message }: ProblemField) => jobRefusalText({ code, message })).join(' ');
}

export const refusalText = ({ refusal }: OutboxItem): string => (refusal ? refusalsText(refusal) : '');
