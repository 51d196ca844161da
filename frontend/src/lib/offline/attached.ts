import type { AttachmentRef } from '$lib/client/response';
import type { Media } from '$lib/engine';

/** The files that answers name, with the paths of their questions; those inside repeats too. */
export function attachmentsIn(answers: Readonly<Record<string, unknown>>, instance = ''): AttachmentRef[] {
  return Object.entries(answers).flatMap(([name, answer]): AttachmentRef[] => {
    const question = instance ? `${instance}.${name}` : name;
    if (isMedia(answer)) return [{ id: answer.sha256, question, name: answer.name, type: answer.type, size: answer.size }];
    if (!Array.isArray(answer)) return [];
    return answer.flatMap((one, index) => (isObject(one) ? attachmentsIn(one, `${question}[${index + 1}]`) : []));
  });
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isMedia = (answer: unknown): answer is Media => isObject(answer) && typeof answer['sha256'] === 'string';
