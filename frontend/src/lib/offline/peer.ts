import { attachments, type Door } from '$lib/client/attachment';
import { acts } from '$lib/client/field-act';
import { links } from '$lib/client/link';
import { Problem } from '$lib/client/problem';
import { responses } from '$lib/client/response';
import type { Outcome, OutboxItem, Parcel, Step } from './outbox';

/** Does one step of an item and says what came of it; never throws for a failure of network or server. */
export type Peer = (item: OutboxItem, step: Step, medium: Blob | undefined) => Promise<Outcome>;

export const server: Peer = async (item, step, medium) => {
  const { parcel } = item;
  try {
    if (step.kind === 'content') return await sendContent(parcel);
    const { attachment } = step;
    const door = doorOf(parcel);
    const response = parcel.kind === 'revision' ? parcel.response : item.id;
    if (step.kind === 'standing') return { kind: 'stands', at: await attachments.standing(door, response, attachment.id) };
    // A file that shrank on the device would never come to its end.
    if (!medium || medium.size !== attachment.size) return lost(attachment.name);
    return { kind: 'stands', at: await attachments.sendPiece(door, response, attachment.id, medium, step.from) };
  } catch (thrown) {
    if (thrown instanceof Problem) return outcomeOf(thrown);
    throw thrown;
  }
};

async function sendContent(parcel: Parcel): Promise<Outcome> {
  switch (parcel.kind) {
    case 'answer':
      return received(await links.submit(parcel.token, parcel.content));
    case 'report':
      return received(await responses.submit(parcel.project, parcel.content));
    case 'revision':
      return received(await responses.revise(parcel.project, parcel.response, parcel.content));
    case 'act':
      await acts.send(parcel.assignment, parcel.content);
      return { kind: 'received', missing: [] };
    case 'quiz':
      return { kind: 'received', missing: [], result: await acts.quiz(parcel.assignment, parcel.content) };
  }
}

const received = (receipt: { missing: string[] | null }): Outcome => ({ kind: 'received', missing: receipt.missing ?? [] });

function doorOf(parcel: Parcel): Door {
  if (parcel.kind === 'answer') return { token: parcel.token };
  if (parcel.kind === 'report' || parcel.kind === 'revision') return { project: parcel.project };
  throw new RangeError(`a parcel of kind ${parcel.kind} has no files`);
}

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
      // A correction that overtook its report has to wait for it.
      if (problem.code === 'response.unknown') return { kind: 'later' };
      // A success or redirect that could not be read, or a time-out on the way, says nothing about the item.
      if (problem.status < 400 || problem.status === 408 || problem.status === 425) return { kind: 'later' };
      return { kind: 'refused', refusal: { code: problem.code, detail: problem.detail, status: problem.status, fields: problem.fields } };
  }
}
