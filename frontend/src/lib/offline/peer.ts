import { attachments, type Door } from '$lib/client/attachment';
import { links } from '$lib/client/link';
import { Problem } from '$lib/client/problem';
import { responses } from '$lib/client/response';
import type { Outcome, OutboxItem, Parcel, Step } from './outbox';

/** Does one step of an item and says what came of it; never throws for a failure of network or server. */
export type Peer = (item: OutboxItem, step: Step, medium: Blob | undefined) => Promise<Outcome>;

export const server: Peer = async ({ id, parcel }, step, medium) => {
  try {
    if (step.kind === 'content') {
      const receipt = parcel.kind === 'answer' ? await links.submit(parcel.token, parcel.content) : await responses.submit(parcel.project, parcel.content);
      return { kind: 'received', missing: receipt.missing ?? [] };
    }
    const { attachment } = step;
    if (step.kind === 'standing') return { kind: 'stands', at: await attachments.standing(doorOf(parcel), id, attachment.id) };
    // A file that shrank on the device would never come to its end.
    if (!medium || medium.size !== attachment.size) return lost(attachment.name);
    return { kind: 'stands', at: await attachments.sendPiece(doorOf(parcel), id, attachment.id, medium, step.from) };
  } catch (thrown) {
    if (thrown instanceof Problem) return outcomeOf(thrown);
    throw thrown;
  }
};

const doorOf = (parcel: Parcel): Door => (parcel.kind === 'answer' ? { token: parcel.token } : { project: parcel.project });

/** A photo that the device no longer has cannot be sent; the person must know and decide. */
export function lost(name: string): Outcome {
  return { kind: 'refused', refusal: { code: 'attachment.lost', detail: `${name} is no longer on this device.`, status: 0, fields: [] } };
}

/** What a failure means for an item: again later, sign in, or kept with the reason. */
export function outcomeOf(problem: Problem): Outcome {
  switch (problem.kind) {
    case 'offline':
      return { kind: 'unreachable' };
    case 'unauthenticated':
      return { kind: 'signIn' };
    case 'tooMany':
    case 'unavailable':
    case 'internal':
      return problem.retryAfter === undefined ? { kind: 'later' } : { kind: 'later', after: problem.retryAfter };
    default:
      // A success or redirect that could not be read, or a time-out on the way, says nothing about the item.
      if (problem.status < 400 || problem.status === 408 || problem.status === 425) return { kind: 'later' };
      return { kind: 'refused', refusal: { code: problem.code, detail: problem.detail, status: problem.status, fields: problem.fields } };
  }
}
