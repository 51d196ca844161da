/** The one bridge from the form engine to Svelte: a question's state is read reactively and changes only when the engine says so. */
import { type Cell, type Definition, type Environment, type Form, type InstanceView, Session, type State } from '$lib/engine';
import { errorText } from './error-text';
import type { Capture } from './exif-time';

/** Where photos are put while a response is filled in. */
export interface MediaShelf {
  /** `id` is the SHA-256 of the content, in hexadecimal; `capture` is what is known of a picture. */
  save(id: string, content: Blob, capture?: Capture): Promise<void>;
  load(id: string): Promise<Blob | undefined>;
}

export interface FormOptions {
  /** Absent: questions that ask for a photo say that none can be taken here. */
  media?: MediaShelf;
  /** Loads a file of the definition by its name; undefined where it is not on this device. */
  files?: (name: string) => Promise<Blob | undefined>;
  /** Called after every change of an answer or of the language. */
  changed?: () => void;
}

/**
 * One question, section or repeat as a control sees it. In a repeat it stays the same object as long as its instance lives;
 * the path shifts when others are added or removed before it.
 */
export class Field {
  #version = $state(0);
  /** Whether its mistake may be shown: after it was left, or after an attempt to go on. */
  #inspected = $state(false);

  constructor(
    readonly form: FormState,
    readonly cell: Cell
  ) {}

  /** The name of the question in the definition; not unique within repeats. */
  get name(): string {
    return this.cell.node.question.name;
  }

  get path(): string {
    void this.#version;
    return this.cell.path;
  }

  get state(): State {
    void this.#version;
    return this.form.session.stateOf(this.cell);
  }

  /** Cheaper than the whole state where many are looked through. */
  get relevant(): boolean {
    void this.#version;
    return this.cell.relevant;
  }

  /** Of a repeat. */
  get instances(): readonly InstanceView[] {
    void this.#version;
    return this.form.session.instances(this.cell.path);
  }

  /** Of a repeat: whether a person may add an instance. */
  get extendable(): boolean {
    void this.#version;
    return this.form.session.extendable(this.cell.path);
  }

  /** Never changes. */
  get question(): State['question'] {
    return this.cell.node.question;
  }

  get value(): unknown {
    return this.state.value;
  }

  /** What is wrong, in the session's language, or ''. */
  get error(): string {
    if (!this.#inspected) return '';
    const [violation] = this.state.violations;
    return violation ? violation.message || errorText(violation.code, this.question) : '';
  }

  get valid(): boolean {
    return this.state.violations.length === 0;
  }

  /** Answers the question; undefined clears it. */
  set(answer: unknown): void {
    this.form.set(this.cell.path, answer);
  }

  inspect(): void {
    this.#inspected = true;
  }

  /** For the form only: what it shows may differ now. */
  refresh(): void {
    this.#version++;
  }
}

export class FormState {
  readonly session: Session;
  /** Those in repeats are made when first asked for. */
  readonly #fields = new Map<Cell, Field>();
  #language = $state('');
  #revision = $state(0);

  constructor(
    form: Form,
    environment: Environment,
    answers: Readonly<Record<string, unknown>>,
    readonly options: FormOptions = {}
  ) {
    this.session = new Session(form, environment, answers);
    this.#language = environment.language;
    // Made here, outside of any reaction, so that a reaction depends on the fields it reads and on nothing else.
    this.session.eachCell((cell) => {
      if (!cell.within.of) this.#fields.set(cell, new Field(this, cell));
    });
  }

  get definition(): Definition {
    return this.session.form.definition;
  }

  /** Rises with every change; read it where something depends on the form as a whole. */
  get revision(): number {
    return this.#revision;
  }

  /** Throws RangeError for a path that leads nowhere now. */
  field(path: string): Field {
    const cell = this.session.cellAt(path);
    let field = this.#fields.get(cell);
    if (!field) {
      // Svelte does not tie a reaction to state made within it; through the revision it runs once more and finds the field made.
      void this.#revision;
      this.#fields.set(cell, (field = new Field(this, cell)));
    }
    return field;
  }

  /** Whether a question is relevant now; false where a path leads nowhere any more. */
  relevant(path: string): boolean {
    void this.#revision;
    return this.session.has(path) && this.session.cellAt(path).relevant;
  }

  /** The instances of a repeat, by keys that stay while paths shift. */
  instances(repeatPath: string): readonly InstanceView[] {
    return this.field(repeatPath).instances;
  }

  get language(): string {
    return this.#language;
  }

  set language(next: string) {
    this.session.language = next;
    this.#language = next;
    this.#refreshAll();
    this.#changed();
  }

  set(path: string, answer: unknown): void {
    this.#refresh(this.session.change(path, answer));
    this.#changed();
  }

  /** Adds an instance, with what it held when a removal is undone, and gives its path. Refused where `extendable` is false. */
  add(repeatPath: string, answers?: Readonly<Record<string, unknown>>, at?: number): string {
    const { instance, changed } = this.session.insert(repeatPath, answers, at);
    this.#refresh(changed);
    this.#changed();
    return instance.path;
  }

  /** Takes an instance away and gives what it held. */
  remove(instancePath: string): Record<string, unknown> {
    const { held, gone, changed } = this.session.extract(instancePath);
    for (const cell of gone) this.#fields.delete(cell);
    this.#refresh(changed);
    this.#changed();
    return held;
  }

  /** Sets the moment of sending. */
  finish(end: Date): void {
    this.session.finish(end);
    this.#refreshAll();
  }

  #refresh(cells: readonly Cell[]): void {
    for (const cell of cells) this.#fields.get(cell)?.refresh();
  }

  #refreshAll(): void {
    for (const field of this.#fields.values()) field.refresh();
  }

  #changed(): void {
    this.#revision++;
    this.options.changed?.();
  }
}
