/** The pictures, sounds and films that questionnaires show: fetched once, then kept for use without network. */
import type { Definition } from '$lib/engine/definition';
import type { Database } from './db';

/** Asks the server for a file by its SHA-256. */
export type FetchFile = (sha256: string) => Promise<Blob>;

/** What the pages need of the database; undefined where the browser keeps nothing. */
export type FileShelf = Pick<Database, 'file' | 'saveFile'> | undefined;

export const fileIds = (definition: Definition): string[] => [...new Set(Object.values(definition.files ?? {}).map(({ sha256 }) => sha256))];

/** Loads a file of the definition by its name; undefined for a name that the definition does not have. Rejects where it is neither here nor to be had. */
export function filesOf(definition: Definition, shelf: FileShelf, fetchFile: FetchFile): (name: string) => Promise<Blob | undefined> {
  const under = new Map<string, Promise<Blob>>();
  return async (name) => {
    const id = definition.files?.[name]?.sha256;
    if (id === undefined) return undefined;
    let file = under.get(id);
    if (!file) {
      under.set(id, (file = load(id, shelf, fetchFile)));
      // A file that could not be had is asked for again next time.
      file.catch(() => under.delete(id));
    }
    return file;
  };
}

/** Fetches the files that are not yet here, one after the other; what cannot be had now is left for the next time. */
export async function keepFiles(ids: readonly string[], shelf: FileShelf, fetchFile: FetchFile): Promise<void> {
  for (const id of ids) {
    await load(id, shelf, fetchFile).catch((reason: unknown) => console.warn('A file of the questionnaire could not be kept:', reason));
  }
}

async function load(id: string, shelf: FileShelf, fetchFile: FetchFile): Promise<Blob> {
  const kept = await shelf?.file(id);
  if (kept) return kept;
  const content = await fetchFile(id);
  // A full disk must not keep it from being shown.
  await shelf?.saveFile(id, content).catch((reason: unknown) => console.warn('A file could not be kept:', reason));
  return content;
}
