import { FormState } from '$lib/controls/form.svelte';
import type { Clock } from '$lib/controls/timing';
import type { OpenLink } from '$lib/client/link';
import type { ResponseContent } from '$lib/client/response';
import { compile, DefinitionError, prepare } from '$lib/engine';
import type { Draft } from '$lib/offline/db';
import type { Device } from '$lib/offline/device.svelte';
import type { Saving } from '$lib/offline/draft-keeper';
import type { OutboxItem } from '$lib/offline/outbox';
import { language, pick } from '$lib/ui/language.svelte';
import type { Belongings } from './belongings';
import { beginDraft, referenceOf } from './begin-draft';
import { wear } from './brand';
import { choose, languagesOf } from '$lib/controls/languages';
import { draftMark, languageMark, sentMark } from './marks';
import type { Keeping } from './keeping';
import { type Later, loadLater } from './later';
import { inlined } from './inlined';
import type { Opening } from './opening';
import { Walk } from '$lib/controls/walk.svelte';

const pause = () => new Promise((resolve) => setTimeout(resolve));

/** What the page shows. */
export type Phase = 'opening' | 'filling' | 'sent' | 'unknown' | 'closed' | 'unreachable' | 'broken' | 'elsewhere';

/**
 * A customer's visit to a link. With the questionnaire inlined in the page and no earlier
 * draft it can be filled in at once, while the device's storage is still being opened.
 */
export class Visit {
  phase = $state<Phase>('opening');
  open = $state.raw<OpenLink>();
  walk = $state.raw<Walk>();
  saving = $state<Saving>('saved');
  resumed = $state(false);
  /** The last response handed in here, whose fate the page tells. */
  sentId = $state('');
  device = $state.raw<Device>();
  /** The code that comes after the first question. */
  later = $state.raw<Later>();
  /** Without storage the answers are sent from here directly; this is how that stands. */
  direct = $state<'none' | 'sending' | 'done' | 'failed'>('none');

  #draft: Draft | undefined;
  #content: ResponseContent | undefined;
  #kept: Belongings | undefined;
  #clock: Clock | undefined;
  #keeping: Keeping | undefined;
  #opened: (device: Promise<Device | undefined>) => void = () => undefined;
  readonly #opening = new Promise<Device | undefined>((resolve) => (this.#opened = resolve));
  /** Ends the wait for the first answer. */
  #answered: () => void = () => undefined;

  constructor(readonly token: string) {}

  get scope(): string {
    return `link:${this.token}`;
  }

  get form(): FormState | undefined {
    return this.walk?.form;
  }

  get title(): string {
    return this.open ? pick(this.open.definition.title, this.form?.language, this.open.definition.defaultLanguage) : '';
  }

  /** Answers waiting on this device, of this link and others. */
  get waiting(): readonly OutboxItem[] {
    return this.device?.items.filter((item) => item.parcel.kind === 'answer') ?? [];
  }

  /** The handed-in response while it has not been delivered. */
  get item(): OutboxItem | undefined {
    return this.device?.items.find((item) => item.id === this.sentId);
  }

  /** Shows the questionnaire that came with the page, unless this device knows of earlier answers to it. */
  async greet(): Promise<void> {
    const given = inlined(this.token);
    if (!given || draftMark(this.token).read() !== null || sentMark(this.token).read() || !(await this.#prepared(given))) return;
    this.#show(given);
    // A long questionnaire, its page and the page's code are work for one task each, so that none blocks the phone for long.
    const long = given.definition.body.reduce((sum, { body }) => sum + (body?.length ?? 1), 0) > 50;
    if (long) await pause();
    this.#fill(given);
    if (long) await pause();
  }

  /** Opens what keeps answers on this device, and the questionnaire where it did not come with the page. */
  async begin(): Promise<void> {
    const given = inlined(this.token);
    const again = sentMark(this.token).read();
    if (this.walk) await this.#settled();
    const { Device, Keeping: Made, holdPlace, shell } = (this.later = await loadLater());
    shell.install();
    this.#time();
    const opening = Device.open(() => ({ person: undefined })).catch((reason: unknown) => {
      console.warn('This browser keeps nothing:', reason);
      return undefined;
    });
    this.#opened(opening);
    this.device = await this.#opening;
    if (this.device) {
      const current = () => (this.#draft && this.phase === 'filling' ? this.#snapshot(this.#draft) : undefined);
      this.#keeping = new Made(this.device.database, draftMark(this.token), current, (saving, draft) => this.#told(saving, draft));
    } else this.saving = 'failed';
    const held = await holdPlace(this.scope, () => this.#lost());
    if (held === 'elsewhere') this.phase = 'elsewhere';
    else await this.#continue(given, again);
  }

  /** Comes with the first answer, or once the first screen has stood for a moment: what keeps answers must not delay the first. */
  #settled(): Promise<void> {
    return new Promise((resolve) => {
      this.#answered = resolve;
      setTimeout(resolve, 500);
    });
  }

  /** Takes the questionnaire over from another tab. */
  async takeOver(): Promise<void> {
    await (await loadLater()).holdPlace(this.scope, () => this.#lost(), true);
    const mine = this.#draft?.id;
    const sent = mine !== undefined && (await (await this.#belongings()).handedIn(mine));
    if (sent) this.#draft = undefined;
    this.walk = undefined;
    this.#keeping?.turn(false);
    await this.#continue(this.open ?? inlined(this.token), sent ? mine : null);
  }

  /** Opens the link when it could not be opened before. */
  async retry(): Promise<void> {
    this.phase = 'opening';
    await this.#continue(undefined, null);
  }

  /** Another response on the same device. */
  startAgain(): void {
    if (!this.open) return;
    sentMark(this.token).remove();
    this.sentId = '';
    this.direct = 'none';
    this.#fill(this.open);
  }

  /** Throws the draft away and begins anew; the person can have it back. */
  async startOver(): Promise<void> {
    const { device, later, open } = this;
    await this.flush();
    if (this.#draft && device && later) await later.discard(device.database, this.#draft.id, (draft) => open && this.#fill(open, draft));
    this.startAgain();
  }

  show(code: string): void {
    language.show(code);
    if (this.form) this.form.language = code;
    languageMark.write(code);
  }

  /** Writes what is not yet on the disk, for when the page is being hidden. */
  async flush(): Promise<void> {
    if (this.#clock && this.#stored) this.#keep();
    await this.#keeping?.flush();
  }

  /** Keeps the place where the person is. */
  moved(): void {
    if (this.#stored) this.#keep();
  }

  /** Hands the answers in. False when the page must stay as it is: another tab was faster, or nothing was sent. */
  async handIn(): Promise<boolean> {
    const { form, open } = this;
    const draft = this.#draft;
    this.#answered();
    if (!form || !open || !draft) return false;
    const { contentOf, enqueue } = await loadLater();
    const content = (this.#content = contentOf(draft, form, this.#timed()));
    const device = await this.#opening;
    if (!device) return this.#sendDirectly();
    try {
      await this.flush();
      await device.database.pruneMedia(draft.id, (content.attachments ?? []).map(({ id }) => id));
      if (!this.#stored) await device.database.saveDraft(this.#snapshot(draft));
      const item = enqueue({ kind: 'answer', token: this.token, content }, this.title, Date.parse(content.submittedAt));
      const done = await device.handIn(item);
      this.#finished(draft.id);
      return done;
    } catch (thrown) {
      // A full disk must not stop answers that could still be sent.
      console.warn('The answers could not be stored:', thrown);
      return this.#sendDirectly();
    }
  }

  /** Sends once more what could not be stored here. */
  async sendAgain(): Promise<void> {
    await this.#sendDirectly();
  }

  /** Takes refused answers back to be corrected, under a new id when the old one is taken; gives the questions concerned. */
  async takeBack(item: OutboxItem): Promise<string[]> {
    const { device, open } = this;
    if (!device || !open || item.parcel.kind !== 'answer') return [];
    const { content } = item.parcel;
    const id = item.refusal?.status === 409 ? undefined : item.id;
    const draft: Draft = { ...beginDraft(this.scope, open, content.language, id), answers: content.answers, startedAt: content.startedAt };
    await device.database.takeBack(item, draft);
    await device.refresh();
    this.sentId = '';
    draftMark(this.token).write('1');
    this.#fill(open, draft);
    return (item.refusal?.fields ?? []).map((field) => field.path);
  }

  async remove(item: OutboxItem): Promise<void> {
    await this.device?.discard(item.id);
    this.startAgain();
  }

  async #continue(given: OpenLink | undefined, again: string | null): Promise<void> {
    const { copyOf, openLink } = await loadLater();
    const draft = await this.device?.database.draftOf(this.scope).catch(() => undefined);
    // Without a questionnaire in the page the network has failed already: the copy comes first, the server is asked beside it.
    const copy = given ? undefined : await copyOf(this.token, this.device?.database).catch(() => undefined);
    const known = given ?? copy;
    if (copy) void openLink(this.token).then((fresh) => this.#renewed(fresh));
    const opening: Opening = known ? { kind: 'open', open: known } : await openLink(this.token);
    if (opening.kind !== 'open') {
      this.phase = opening.kind;
      return;
    }
    if (!(await this.#prepared(opening.open))) return;
    this.#show(opening.open);
    const left = this.waiting.find((item) => item.parcel.kind === 'answer' && item.parcel.token === this.token);
    if (!draft && !this.#draft && (again || left)) {
      this.sentId = left?.id ?? again ?? '';
      this.phase = 'sent';
    } else if (draft && !this.#stored) this.#fill(opening.open, draft);
    else if (this.walk) this.phase = 'filling';
    else this.#fill(opening.open);
    await (await this.#belongings()).keep(opening.open);
    if (this.#draft && Object.keys(this.form?.session.answers() ?? {}).length) this.#keep();
  }

  /** Takes note of what the server says after all; a draft that was begun goes on as it was. */
  async #renewed(fresh: Opening): Promise<void> {
    if (fresh.kind === 'open') await (await this.#belongings()).keep(fresh.open);
    else if (fresh.kind !== 'unreachable' && this.phase === 'filling' && !this.#stored) this.phase = fresh.kind;
  }

  /** Fetches what the questionnaire needs of the engine beyond its core. */
  async #prepared({ definition }: OpenLink): Promise<boolean> {
    try {
      await prepare(definition);
      return true;
    } catch (thrown) {
      console.warn('A part of the page could not be fetched:', thrown);
      this.phase = 'unreachable';
      return false;
    }
  }

  /** Sets language and colours for a link, once. */
  #show(open: OpenLink): void {
    if (this.open) return;
    this.open = open;
    if (open.project.accent) wear(open.project.accent);
    language.show(this.#preferred(open));
  }

  #preferred(open: OpenLink): string {
    return choose(languagesOf(open.definition), [open.link.language, languageMark.read(), ...navigator.languages]);
  }

  #fill(open: OpenLink, draft?: Draft): void {
    const spoken = draft?.language ?? this.#preferred(open);
    // A questionnaire that was changed since the draft was begun is a new one: its old answers are taken over where they fit.
    this.#draft = draft ? { ...draft, definition: referenceOf(open) } : beginDraft(this.scope, open, spoken);
    this.#keeping?.turn(draft !== undefined);
    this.resumed = draft !== undefined && Object.keys(draft.answers).length > 0;
    const environment = {
      now: new Date(),
      start: new Date(this.#draft.startedAt),
      // Days are the project's everywhere, as the server checks them; copies of earlier versions lack its zone.
      zone: open.project.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      seed: this.#draft.seed,
      language: spoken,
      resumed: draft !== undefined
    };
    const { id } = this.#draft;
    try {
      const form = new FormState(compile(open.definition), environment, this.#draft.answers, {
        media: {
          save: async (sha256, content) => (await this.#belongings()).save(id, sha256, content),
          load: async (sha256) => (await this.#belongings()).load(id, sha256)
        },
        files: async (name) => (await this.#belongings()).file(open.definition, name),
        changed: () => this.#keep()
      });
      this.walk = new Walk(form, draft?.at);
      language.show(spoken);
      this.phase = 'filling';
      this.#time();
    } catch (thrown) {
      if (!(thrown instanceof DefinitionError)) throw thrown;
      console.warn(thrown.message);
      this.phase = 'broken';
    }
  }

  /** What goes with the questionnaire; whoever needs it does not wait for the first answer. */
  async #belongings(): Promise<Belongings> {
    this.#answered();
    const [{ Belongings: Made }, device] = await Promise.all([loadLater(), this.#opening]);
    return (this.#kept ??= new Made(this.token, device?.database));
  }

  /** Whether the draft is in this device's storage. */
  get #stored(): boolean {
    return this.#keeping?.stored ?? false;
  }

  /** Begins to measure the time at each question, where the questionnaire asks for it. */
  #time(): void {
    this.#clock?.end();
    this.#clock = this.form && this.later?.clockOf(this.form, this.#draft?.timing);
  }

  #timed(): Pick<Draft, 'timing'> {
    return this.#clock ? { timing: this.#clock.spent() } : {};
  }

  #snapshot(draft: Draft): Draft {
    return {
      ...draft,
      answers: this.form?.session.remembered() ?? draft.answers,
      language: this.form?.language ?? draft.language,
      changedAt: new Date().toISOString(),
      ...(this.walk ? { at: this.walk.key } : {}),
      ...this.#timed()
    };
  }

  #keep(): void {
    this.#answered();
    this.#keeping?.soon();
  }

  async #sendDirectly(): Promise<boolean> {
    if (!this.#content) return false;
    this.direct = 'sending';
    this.phase = 'sent';
    const sent = await (await this.#belongings()).send(this.#content);
    this.direct = sent ? 'done' : 'failed';
    return sent;
  }

  #finished(id: string): void {
    this.#draft = undefined;
    this.#keeping?.turn(false);
    this.sentId = id;
    draftMark(this.token).remove();
    sentMark(this.token).write(id);
    this.phase = 'sent';
  }

  #told(saving: Saving, draft: string): void {
    if (draft !== this.#draft?.id) return;
    this.saving = saving;
    if (saving === 'gone' && this.phase === 'filling') this.phase = 'elsewhere';
  }

  #lost(): void {
    void this.flush();
    if (this.phase === 'filling') this.phase = 'elsewhere';
  }
}
