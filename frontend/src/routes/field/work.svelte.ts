import { definitionFiles } from '$lib/client/definition';
import { type FieldAssignment, fieldAssignments } from '$lib/client/field-assignment';
import { Problem } from '$lib/client/problem';
import { session } from '$lib/client/session.svelte';
import { type Draft, type Receipt, reportScope } from '$lib/offline/db';
import { Device } from '$lib/offline/device.svelte';
import { fileIds, keepFiles } from '$lib/offline/files';
import type { OutboxItem } from '$lib/offline/outbox';

/** How an assignment stands for the person on this phone. */
export type Progress =
  | { kind: 'open' }
  | { kind: 'draft'; draft: Draft }
  | { kind: 'outbox'; item: OutboxItem }
  | { kind: 'arrived'; missing: number };

/**
 * A shopper's work on this phone: the assignments (a copy first, then what the server says),
 * drafts and outbox. Everything here belongs to one person; another person who signs in on
 * the same phone has a Work of their own and sees nothing of it.
 */
export class Work {
  assignments = $state.raw<FieldAssignment[]>();
  drafts = $state.raw<Draft[]>([]);
  /** When the list was last confirmed by the server, in milliseconds since 1970. */
  confirmed = $state<number>();
  busy = $state(false);
  /** Why the last attempt to fetch failed; a copy may be shown all the same. */
  problem = $state.raw<Problem>();

  private constructor(
    readonly device: Device,
    readonly person: string
  ) {}

  /** Rejects when the browser keeps nothing. */
  static async open(person: string): Promise<Work> {
    const device = await Device.open(() => ({ person: session.state === 'signedIn' ? session.person?.id : undefined }));
    const work = new Work(device, person);
    const copy = await device.database.copy(work.#key);
    if (copy) {
      work.assignments = copy.content as FieldAssignment[];
      work.confirmed = copy.savedAt;
    }
    await work.refreshDrafts();
    return work;
  }

  get #key(): string {
    return `assignments:${this.person}`;
  }

  /** The person's own part of the outbox. */
  get outbox(): readonly OutboxItem[] {
    return this.device.items.filter((item) => item.parcel.kind === 'report' && item.parcel.person === this.person);
  }

  /** Asks the server for the assignments; without network the copy stays. */
  async fetch(): Promise<void> {
    this.busy = true;
    try {
      const copy = await this.device.database.copy(this.#key);
      const fresh = await fieldAssignments(copy?.tag);
      const content = fresh?.items ?? (copy?.content as FieldAssignment[]);
      const tag = fresh ? fresh.tag : copy?.tag;
      this.confirmed = Date.now();
      const files = content.flatMap(({ definition }) => fileIds(definition));
      await this.device.database.saveCopy({ key: this.#key, content, savedAt: this.confirmed, files, ...(tag ? { tag } : {}) });
      this.assignments = content;
      this.problem = undefined;
      void this.#keepFiles(content);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      this.problem = thrown;
    } finally {
      this.busy = false;
    }
  }

  /** Brings the files of all questionnaires to this phone and lets go of those that no longer belong to any. */
  async #keepFiles(assignments: readonly FieldAssignment[]): Promise<void> {
    const { database } = this.device;
    await database.pruneFiles();
    for (const { project, definition } of assignments) {
      await keepFiles(fileIds(definition), database, (sha256) => definitionFiles.read(project.id, sha256));
    }
  }

  async refreshDrafts(): Promise<void> {
    this.drafts = (await this.device.database.drafts()).filter(({ scope }) => scope.startsWith(this.scope('')));
  }

  scope(assignment: string): string {
    return reportScope(this.person, assignment);
  }

  /** What this person delivered from this phone, newest first. */
  async receipts(): Promise<Receipt[]> {
    return (await this.device.database.receipts()).filter(({ scope }) => scope.startsWith(this.scope('')));
  }

  /** The assignment that a scope of this person's names. */
  assignmentOf(scope: string): FieldAssignment | undefined {
    return this.find(scope.slice(this.scope('').length));
  }

  find(assignment: string): FieldAssignment | undefined {
    return this.assignments?.find((one) => one.assignment.id === assignment);
  }

  progress(one: FieldAssignment): Progress {
    const { id } = one.assignment;
    const item = this.outbox.find(({ parcel }) => parcel.kind === 'report' && parcel.content.assignment === id);
    if (item) return { kind: 'outbox', item };
    const draft = this.drafts.find(({ scope }) => scope === this.scope(id));
    if (draft) return { kind: 'draft', draft };
    if (one.response) return { kind: 'arrived', missing: one.response.missing?.length ?? 0 };
    return { kind: 'open' };
  }

  /** As progress, of an assignment that may no longer be on this phone. */
  progressOf(assignment: string): Progress['kind'] {
    const given = this.find(assignment);
    return given ? this.progress(given).kind : 'open';
  }

  /** Throws a draft away; gives how to have it back. */
  async discardDraft(draft: Draft): Promise<() => Promise<void>> {
    const { database } = this.device;
    const discarded = await database.discardDraft(draft.id);
    await this.refreshDrafts();
    return async () => {
      if (discarded) await database.restoreDraft(discarded);
      await this.refreshDrafts();
    };
  }
}
