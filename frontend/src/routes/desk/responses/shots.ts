/** The photos of a report, with what is known of each. */
import type { Attachment, ResponseDetail } from '$lib/client/response-list';
import { proofOf } from '$lib/client/response';
import { lengthText } from '$lib/controls/messages-place';
import { formatInstant } from '$lib/ui/language.svelte';
import { t } from './messages-evidence';
import { labelOf } from './paths';
import type { PictureRef } from './picture.svelte';

/** The same photo in another report, or nearly. */
export interface Twin extends PictureRef {
  bits: number;
}

export interface Shot extends PictureRef {
  key: string;
  /** The question it answers, or what it proves. */
  label: string;
  name: string;
  present: boolean;
  /** When, how and where it was taken, as far as known. */
  facts: string[];
  twins: Twin[];
}

function labelFor({ definition, response }: ResponseDetail, question: string): string {
  if (question === proofOf.expense) return t.receipt;
  if (question === proofOf.notPossible) return t.proofs;
  return labelOf(definition, question, response.answers);
}

function factsOf({ evidence }: ResponseDetail, attachment: Attachment, timeZone: string): string[] {
  const known = evidence?.photos?.find((photo) => photo.attachment === attachment.id);
  const takenAt = known?.takenAt ?? attachment.takenAt;
  const source = known?.source ?? attachment.source;
  return [
    attachment.superseded ? t.replaced : '',
    takenAt ? t.takenAt(formatInstant(takenAt, timeZone)) : '',
    source === 'file' ? t.fromFile : source === 'camera' ? t.fromCamera : '',
    known?.distance === undefined ? '' : t.away(lengthText(known.distance))
  ].filter(Boolean);
}

/** The photos of the newest revision first, then those that it replaced. */
export function shotsOf(detail: ResponseDetail, timeZone: string): Shot[] {
  const { response, evidence } = detail;
  return (response.attachments ?? [])
    .filter(({ type }) => type.startsWith('image/'))
    .sort((a, b) => Number(a.superseded ?? false) - Number(b.superseded ?? false))
    .map((attachment) => ({
      key: attachment.id + attachment.question,
      response: response.id,
      attachment: attachment.id,
      label: labelFor(detail, attachment.question),
      name: attachment.name,
      present: attachment.present,
      facts: factsOf(detail, attachment, timeZone),
      twins: (evidence?.similar ?? []).filter((one) => one.attachment === attachment.id).map((one) => ({ response: one.response, attachment: one.other, bits: one.bits }))
    }));
}
