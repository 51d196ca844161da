import { links, type OpenLink } from '$lib/client/link';
import type { ResponseContent } from '$lib/client/response';
import type { Definition } from '$lib/engine';
import type { Database } from '$lib/offline/db';
import { fileIds, filesOf, keepFiles } from '$lib/offline/files';
import { enqueue, nextStep, after } from '$lib/offline/outbox';
import { server } from '$lib/offline/peer';

/** What goes with a link's questionnaire: the files of the answers, those it shows, and the copy of itself. Without a database all lasts as long as the page. */
export class Belongings {
  readonly #held = new Map<string, Blob>();
  #files: { definition: Definition; load: (name: string) => Promise<Blob | undefined> } | undefined;

  constructor(
    private readonly token: string,
    private readonly database: Database | undefined
  ) {}

  readonly #fetch = (sha256: string): Promise<Blob> => links.file(this.token, sha256);

  async save(response: string, id: string, content: Blob): Promise<void> {
    if (this.database) await this.database.saveMedium({ response, id, content });
    else this.#held.set(id, content);
  }

  async load(response: string, id: string): Promise<Blob | undefined> {
    return this.database ? this.database.medium(response, id) : this.#held.get(id);
  }

  /** A file of the definition, by its name. */
  async file(definition: Definition, name: string): Promise<Blob | undefined> {
    if (this.#files?.definition !== definition) this.#files = { definition, load: filesOf(definition, this.database, this.#fetch) };
    return this.#files.load(name);
  }

  /** Keeps the questionnaire with its files for use without network. */
  async keep(open: OpenLink): Promise<void> {
    const { database } = this;
    if (!database) return;
    const files = fileIds(open.definition);
    try {
      await database.saveCopy({ key: `link:${this.token}`, content: open, files, savedAt: Date.now() });
      await database.pruneFiles();
    } catch (reason) {
      console.warn('The questionnaire could not be kept:', reason);
    }
    void keepFiles(files, database, this.#fetch);
  }

  /** Whether a response was handed in on this device, perhaps by another tab. */
  async handedIn(response: string): Promise<boolean> {
    const left = [...((await this.database?.outbox()) ?? []), ...((await this.database?.receipts()) ?? [])];
    return left.some(({ id }) => id === response);
  }

  /** Sends answers and their files from this page, for where they cannot be stored; false when something is still to be sent. */
  async send(content: ResponseContent): Promise<boolean> {
    let item = enqueue({ kind: 'answer', token: this.token, content }, '', 0);
    for (let step = nextStep(item); step; step = nextStep(item)) {
      const medium = step.kind === 'piece' ? await this.load(content.id, step.attachment.id) : undefined;
      item = after(item, step, await server(item, step, medium), 0, 0);
      if (item.state === 'kept' || item.failures > 0) return false;
    }
    return true;
  }
}
