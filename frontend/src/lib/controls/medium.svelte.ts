/** What all controls for pictures, recordings and files share: keeping, previewing, removing with undo, and saying what went wrong. */
import type { Media } from '$lib/engine';
import { largestSize } from '$lib/engine/question-media';
import { digestOf } from './digest';
import type { Capture } from './exif-time';
import type { Field } from './form.svelte';
import { t } from './messages-media';
import { positive } from './parameter';
import { UnreadablePicture } from './photo';
import { plain } from './plain';

/** What can be sent at most, by kind; MB of 1,048,576 bytes. */
const most = { image: 20, audio: 50, video: 200, file: 50 } as const;

/** A file that is not taken, with the words that say why and what to do, in the language of the moment. */
export class Refused extends Error {
  constructor(readonly words: () => string) {
    super(words());
  }
}

export class Medium {
  busy = $state(false);
  /** The address of the file for img, audio, video; '' while there is none. */
  preview = $state('');
  /** Whether the answer's file is not on this device. */
  elsewhere = $state(false);
  /** What was removed last and can be put back. */
  removed = $state.raw<Media>();
  #failure = $state.raw<() => string>();

  /** Call it while a component is made; it lives as long as the component. */
  constructor(
    readonly kind: keyof typeof most,
    private readonly fieldNow: () => Field
  ) {
    $effect(() => this.#show());
  }

  get field(): Field {
    return this.fieldNow();
  }

  get shelf() {
    return this.field.form.options.media;
  }

  get answer(): Media | undefined {
    const { value } = this.field;
    return typeof value === 'object' && value !== null && 'sha256' in value ? (value as Media) : undefined;
  }

  /** The question's words, for names that are read out. */
  get label(): string {
    return plain(this.state.label);
  }

  get failure(): string {
    return this.#failure?.() ?? '';
  }

  /** Bytes. */
  get maxSize(): number {
    return Math.min(largestSize(this.field.question), most[this.kind] * 1_048_576);
  }

  /** Seconds; Infinity where the definition sets no limit. */
  get maxSeconds(): number {
    return positive(this.field.question.parameters?.['maxSeconds']) ?? Infinity;
  }

  get state() {
    return this.field.state;
  }

  /** Does something that ends in an answer, and says it when that fails. */
  async attempt(task: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.#failure = undefined;
    try {
      await task();
    } catch (thrown) {
      this.fail(thrown);
    } finally {
      this.busy = false;
      this.field.inspect();
    }
  }

  fail(thrown: unknown): void {
    if (thrown instanceof Refused) this.#failure = thrown.words;
    else if (thrown instanceof UnreadablePicture) this.#failure = () => (thrown.heic ? t.photoHeic : t.photoUnreadable);
    else {
      console.warn('The file was not stored:', thrown);
      this.#failure = () => t.notKept;
    }
  }

  /** Throws Refused for a file that could not be sent. */
  check(content: Blob): void {
    const { maxSize } = this;
    if (content.size === 0) throw new Refused(() => t.empty);
    if (content.size > maxSize) throw new Refused(() => t.tooLarge(content.size, maxSize));
  }

  /**
   * Puts a file on the shelf and makes it the answer. A name of its own is given by the question
   * and the content, as a person's file names may tell more than was asked.
   */
  async keep(content: Blob, ending: string, name?: string, capture?: Capture): Promise<void> {
    const { field, shelf } = this;
    if (!shelf) return;
    this.check(content);
    const sha256 = await digestOf(content);
    await shelf.save(sha256, content, capture);
    this.removed = undefined;
    field.set({
      id: sha256,
      name: name ?? `${field.question.name}-${sha256.slice(0, 8)}.${ending}`,
      type: bareType(content.type),
      size: content.size,
      sha256
    } satisfies Media);
  }

  remove(): void {
    this.removed = this.answer;
    this.#failure = undefined;
    this.field.set(undefined);
  }

  restore(): void {
    if (this.removed) this.field.set(this.removed);
    this.removed = undefined;
  }

  #show(): (() => void) | undefined {
    const digest = this.answer?.sha256;
    const { shelf } = this;
    if (!digest || !shelf) return undefined;
    let address = '';
    let over = false;
    const arrived = (content: Blob | undefined) => {
      if (over) return;
      this.elsewhere = !content;
      if (content) this.preview = address = URL.createObjectURL(content);
    };
    shelf.load(digest).then(arrived, (reason: unknown) => {
      console.warn('The file could not be read:', reason);
      arrived(undefined);
    });
    return () => {
      over = true;
      this.preview = '';
      this.elsewhere = false;
      if (address) URL.revokeObjectURL(address);
    };
  }
}

/** A media type without parameters, as answers and servers name it. */
export const bareType = (type: string): string => (type.split(';')[0] ?? '').trim().toLowerCase();
