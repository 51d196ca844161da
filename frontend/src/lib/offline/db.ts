/**
 * What is kept on this device, in IndexedDB: drafts, the outbox, photos, receipts of what
 * was delivered, and the questionnaires and assignments that pages need without network.
 * Every change that must not be half done is one transaction.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { AttachmentRef, Capture, DefinitionRef, Expense, Timing, Visit } from '$lib/client/response';
import type { OutboxItem } from './outbox';

/** A response that is being filled in; it exists only on this device. */
export interface Draft {
  /** The future response's id (UUIDv7). */
  id: string;
  /** What it answers, for example `link:TOKEN` or a reportScope; at most one draft each. */
  scope: string;
  definition: DefinitionRef;
  /** All answers given, those of questions that are not relevant now included. */
  answers: Record<string, unknown>;
  language: string;
  startedAt: string;
  changedAt: string;
  /** The seed of random choices, so that a reopened draft shows the same order. */
  seed: number;
  /** The question or section the person was at. */
  at?: string;
  /** Of questionnaires that ask for it. */
  timing?: Timing;
  /** How the visit goes. */
  visit?: Visit;
  expenses?: Expense[];
  /** What is known of the files, by their SHA-256. */
  captures?: Record<string, Capture>;
  /** Files that answer no question: receipts, and proofs that a visit was not possible. */
  beside?: AttachmentRef[];
  /** Of a correction: the response, and the event that it corrects. */
  corrects?: { response: string; base: string };
  /** Of a correction: to the reviewer. */
  comment?: string;
}

/** A photo or file, by the response it belongs to and the SHA-256 of its content. */
export interface Medium {
  response: string;
  id: string;
  content: Blob;
}

/** A draft with its media, taken out of the storage. */
export interface Discarded {
  draft: Draft;
  media: Medium[];
}

/** What was delivered from this device. */
export interface Receipt {
  id: string;
  scope: string;
  title: string;
  queuedAt: number;
  deliveredAt: number;
  /** Of a correction: the event that it corrected. */
  base?: string;
  /** What the server answered, where a person wants to know it. */
  result?: unknown;
}

/** Something asked from the server and kept for use without network, by a key such as `link:TOKEN`. */
export interface Copy {
  key: string;
  content: unknown;
  /** Entity tag of the answer it came with. */
  tag?: string;
  /** SHA-256 of the files that its questionnaires show. */
  files?: string[];
  savedAt: number;
}

/** A file that a questionnaire shows, by the SHA-256 of its content. */
interface KeptFile {
  id: string;
  content: Blob;
}

/** What the device notes of itself: its name, who may send from here, the renewal of the sign-in under way, and how far its clock is off. */
export type DeviceNote = 'id' | 'sender' | 'attempt' | 'clockOffset';

interface Schema extends DBSchema {
  drafts: { key: string; value: Draft; indexes: { scope: string } };
  outbox: { key: string; value: OutboxItem };
  media: { key: [string, string]; value: Medium };
  receipts: { key: string; value: Receipt; indexes: { deliveredAt: number } };
  copies: { key: string; value: Copy };
  files: { key: string; value: KeptFile };
  device: { key: DeviceNote; value: string };
}

/** At most so many receipts and link questionnaires are kept; the oldest go first. */
const most = { receipts: 500, links: 20 };

/** What a report's draft answers: an assignment as done by one person, so that two people on one phone never meet. */
export const reportScope = (person: string, assignment: string): string => `report:${person}:${assignment}`;

/** What else somebody does with an assignment. */
export const scopeFor = (kind: 'revision' | 'quiz' | 'act', person: string, assignment: string): string => `${kind}:${person}:${assignment}`;

export function scopeOf({ parcel }: OutboxItem): string {
  if (parcel.kind === 'answer') return `link:${parcel.token}`;
  return parcel.kind === 'report' ? reportScope(parcel.person, parcel.content.assignment) : scopeFor(parcel.kind, parcel.person, parcel.assignment);
}

/** All of one response's media. */
const mediaOf = (response: string) => IDBKeyRange.bound([response], [response, []]);

export class Database {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  /** Rejects when the browser keeps nothing (storage switched off); pages then work without it and say so. */
  static async open(name = 'touchstone'): Promise<Database> {
    const db = await openDB<Schema>(name, 2, {
      upgrade(db, from) {
        if (from < 1) {
          db.createObjectStore('drafts', { keyPath: 'id' }).createIndex('scope', 'scope', { unique: true });
          db.createObjectStore('outbox', { keyPath: 'id' });
          db.createObjectStore('media', { keyPath: ['response', 'id'] });
          db.createObjectStore('receipts', { keyPath: 'id' }).createIndex('deliveredAt', 'deliveredAt');
          db.createObjectStore('copies', { keyPath: 'key' });
        }
        db.createObjectStore('files', { keyPath: 'id' });
        db.createObjectStore('device');
      },
      // A later version must not wait for an old tab; that tab then reports that it cannot save.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close()
    });
    return new Database(db);
  }

  close(): void {
    this.db.close();
  }

  draft(id: string): Promise<Draft | undefined> {
    return this.db.get('drafts', id);
  }

  draftOf(scope: string): Promise<Draft | undefined> {
    return this.db.getFromIndex('drafts', 'scope', scope);
  }

  drafts(): Promise<Draft[]> {
    return this.db.getAll('drafts');
  }

  /** Rejects with ConstraintError when the scope has another draft. */
  async saveDraft(draft: Draft): Promise<void> {
    await this.db.put('drafts', draft);
  }

  /** Writes a draft only while it is still here; false when it was sent or discarded elsewhere. */
  async changeDraft(draft: Draft): Promise<boolean> {
    const work = this.db.transaction('drafts', 'readwrite');
    const here = (await work.store.getKey(draft.id)) !== undefined;
    if (here) await work.store.put(draft);
    await work.done;
    return here;
  }

  /** Throws a draft away with its media; gives what is needed to have it back, undefined when it is no draft any more. */
  async discardDraft(id: string): Promise<Discarded | undefined> {
    const work = this.db.transaction(['drafts', 'media'], 'readwrite');
    const drafts = work.objectStore('drafts');
    const kept = work.objectStore('media');
    const [draft, media] = await Promise.all([drafts.get(id), kept.getAll(mediaOf(id))]);
    await Promise.all([drafts.delete(id), kept.delete(mediaOf(id))]);
    await work.done;
    return draft && { draft, media };
  }

  /** Brings a draft back; one that was begun in its place since gives way. */
  async restoreDraft({ draft, media }: Discarded): Promise<void> {
    const work = this.db.transaction(['drafts', 'media'], 'readwrite');
    const drafts = work.objectStore('drafts');
    const kept = work.objectStore('media');
    const since = await drafts.index('scope').getKey(draft.scope);
    if (since !== undefined) await Promise.all([drafts.delete(since), kept.delete(mediaOf(since))]);
    await Promise.all([drafts.put(draft), ...media.map((medium) => kept.put(medium))]);
    await work.done;
  }

  /**
   * Moves a draft into the outbox in one transaction. False when it is no longer a draft: it
   * was already handed in, for example by another tab.
   */
  async handIn(item: OutboxItem): Promise<boolean> {
    const work = this.db.transaction(['drafts', 'outbox'], 'readwrite');
    const drafts = work.objectStore('drafts');
    const here = (await drafts.getKey(item.id)) !== undefined;
    if (here) await Promise.all([drafts.delete(item.id), work.objectStore('outbox').add(item)]);
    await work.done;
    return here;
  }

  /** Puts something into the outbox that was no draft before; nothing happens when it is there already. */
  async enqueue(item: OutboxItem): Promise<void> {
    const work = this.db.transaction('outbox', 'readwrite');
    if ((await work.store.getKey(item.id)) === undefined) await work.store.add(item);
    await work.done;
  }

  /** Takes a refused item back as a draft with its media, to be corrected and handed in again. */
  async takeBack(item: OutboxItem, draft: Draft): Promise<void> {
    const work = this.db.transaction(['drafts', 'outbox', 'media'], 'readwrite');
    const media = work.objectStore('media');
    await Promise.all([work.objectStore('outbox').delete(item.id), work.objectStore('drafts').put(draft)]);
    if (draft.id !== item.id) {
      for (const medium of await media.getAll(mediaOf(item.id))) await media.put({ ...medium, response: draft.id });
      await media.delete(mediaOf(item.id));
    }
    await work.done;
  }

  outbox(): Promise<OutboxItem[]> {
    return this.db.getAll('outbox');
  }

  /** Changes an item that is still in the outbox; gives the new one, or undefined when it has left. */
  async changeItem(id: string, change: (item: OutboxItem) => OutboxItem): Promise<OutboxItem | undefined> {
    const work = this.db.transaction('outbox', 'readwrite');
    const item = await work.store.get(id);
    const next = item && change(item);
    if (next) await work.store.put(next);
    await work.done;
    return next;
  }

  /** Takes a delivered item out, with its media, and leaves a receipt; acts show in what the server then says, and leave none. */
  async deliver(item: OutboxItem, now: number): Promise<void> {
    if (item.parcel.kind === 'act') return this.discardItem(item.id);
    const receipt: Receipt = {
      id: item.id,
      scope: scopeOf(item),
      title: item.title,
      queuedAt: item.queuedAt,
      deliveredAt: now,
      ...(item.parcel.kind === 'revision' ? { base: item.parcel.content.base } : {}),
      ...(item.result === undefined ? {} : { result: item.result })
    };
    const work = this.db.transaction(['outbox', 'media', 'receipts'], 'readwrite');
    const receipts = work.objectStore('receipts');
    await Promise.all([work.objectStore('outbox').delete(item.id), work.objectStore('media').delete(mediaOf(item.id)), receipts.put(receipt)]);
    const surplus = (await receipts.count()) - most.receipts;
    let oldest = surplus > 0 ? await receipts.index('deliveredAt').openCursor() : null;
    for (let left = surplus; oldest && left > 0; left--) {
      await oldest.delete();
      oldest = await oldest.continue();
    }
    await work.done;
  }

  /** Throws an item away for good, on the person's express wish. */
  async discardItem(id: string): Promise<void> {
    const work = this.db.transaction(['outbox', 'media'], 'readwrite');
    await Promise.all([work.objectStore('outbox').delete(id), work.objectStore('media').delete(mediaOf(id))]);
    await work.done;
  }

  /** What was delivered, newest first. */
  async receipts(): Promise<Receipt[]> {
    return (await this.db.getAllFromIndex('receipts', 'deliveredAt')).reverse();
  }

  async saveMedium(medium: Medium): Promise<void> {
    await this.db.put('media', medium);
  }

  async medium(response: string, id: string): Promise<Blob | undefined> {
    return (await this.db.get('media', [response, id]))?.content;
  }

  /** Removes the media of a response that its draft no longer names. */
  async pruneMedia(response: string, wanted: readonly string[]): Promise<void> {
    const work = this.db.transaction('media', 'readwrite');
    for (const key of await work.store.getAllKeys(mediaOf(response))) {
      if (!wanted.includes(key[1])) await work.store.delete(key);
    }
    await work.done;
  }

  async copy(key: string): Promise<Copy | undefined> {
    return this.db.get('copies', key);
  }

  /** Keeps a copy; of link questionnaires only the last few stay. */
  async saveCopy(copy: Copy): Promise<void> {
    const work = this.db.transaction('copies', 'readwrite');
    await work.store.put(copy);
    if (copy.key.startsWith('link:')) {
      const links = await work.store.getAll(IDBKeyRange.bound('link:', 'link;', false, true));
      const surplus = links.sort((a, b) => b.savedAt - a.savedAt).slice(most.links);
      await Promise.all(surplus.map((old) => work.store.delete(old.key)));
    }
    await work.done;
  }

  async file(id: string): Promise<Blob | undefined> {
    return (await this.db.get('files', id))?.content;
  }

  async saveFile(id: string, content: Blob): Promise<void> {
    await this.db.put('files', { id, content });
  }

  /** Removes files that no copy names any more. */
  async pruneFiles(): Promise<void> {
    const work = this.db.transaction(['copies', 'files'], 'readwrite');
    const files = work.objectStore('files');
    const [copies, kept] = await Promise.all([work.objectStore('copies').getAll(), files.getAllKeys()]);
    const wanted = new Set(copies.flatMap((copy) => copy.files ?? []));
    await Promise.all(kept.filter((id) => !wanted.has(id)).map((id) => files.delete(id)));
    await work.done;
  }

  /** Names this device; minted once, at random. */
  async deviceId(): Promise<string> {
    const work = this.db.transaction('device', 'readwrite');
    const known = await work.store.get('id');
    const id = known ?? crypto.randomUUID();
    if (known === undefined) await work.store.put(id, 'id');
    await work.done;
    return id;
  }

  note(name: DeviceNote): Promise<string | undefined> {
    return this.db.get('device', name);
  }

  /** Notes something of the device; undefined takes it out. */
  async saveNote(name: DeviceNote, value: string | undefined): Promise<void> {
    if (value === undefined) await this.db.delete('device', name);
    else await this.db.put('device', value, name);
  }
}
