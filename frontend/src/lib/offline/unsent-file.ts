/** The last resort against loss: reports that never leave by themselves, as a file that a reviewer can read in. */
import { attachmentsOf, type OutboxItem } from './outbox';
import { zip, type ZipEntry } from './zip';

/** Loads a photo or file of a response. */
export type LoadMedium = (response: string, id: string) => Promise<Blob | undefined>;

/** Reports and corrections with all files that are on this device. */
export async function unsentFile(person: string, items: readonly OutboxItem[], load: LoadMedium, now: Date): Promise<Blob> {
  const reports: object[] = [];
  const media = new Map<string, ZipEntry>();
  for (const item of items) {
    const { parcel } = item;
    if (parcel.kind !== 'report' && parcel.kind !== 'revision') continue;
    reports.push({ kind: parcel.kind, project: parcel.project, ...(parcel.kind === 'revision' ? { response: parcel.response } : {}), content: parcel.content });
    for (const { id } of attachmentsOf(item)) {
      const content = media.has(id) ? undefined : await load(item.id, id);
      if (content) media.set(id, { name: `media/${id}`, content });
    }
  }
  const list = { format: 'touchstone-unsent', version: 1, person, savedAt: now.toISOString(), items: reports };
  return zip([{ name: 'unsent.json', content: new Blob([JSON.stringify(list)], { type: 'application/json' }) }, ...media.values()], now);
}
