import { definitionFiles } from '$lib/client/definition';
import type { BriefingDocument } from '$lib/client/field-assignment';
import { digestOf } from '$lib/controls/digest';

/** Bytes of a file that the server takes at most. */
export const largest = 20_000_000;

export const types = ['application/pdf', 'image/jpeg', 'image/png', 'image/webp'] as const;

/** Why a file cannot be a document of a briefing. */
export function refusal({ type, size }: Pick<File, 'type' | 'size'>): 'type' | 'size' | undefined {
  if (!types.some((known) => known === type)) return 'type';
  return size > largest ? 'size' : undefined;
}

/** Sends the file to the project's files and says how a briefing refers to it. Throws Problem. */
export async function upload(project: string, file: File): Promise<BriefingDocument> {
  const sha256 = await digestOf(file);
  await definitionFiles.add(project, sha256, file);
  return { sha256, name: file.name, type: file.type, size: file.size };
}

/** The documents with one more; the same content is there once. */
export const withDocument = (documents: readonly BriefingDocument[], added: BriefingDocument): BriefingDocument[] => [
  ...documents.filter(({ sha256 }) => sha256 !== added.sha256),
  added
];
