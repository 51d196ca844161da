/** The one bridge from the form engine to Svelte: a question's state is read reactively and changes only when the engine says so. */
import { type Definition, type Environment, type Form, Session, type State } from '$lib/engine';
import { errorText } from './error-text';

/** Where photos are put while a response is filled in. */
export interface MediaShelf {
  /** `id` is the SHA-256 of the content, in hexadecimal. */
  save(id: string, content: Blob): Promise<void>;
  load(id: string): Promise<Blob | undefined>;
}

export interface FormOptions {
  /** Absent: questions that ask for a photo say that none can be taken here. */
  media?: MediaShelf;
  /** Called after every change of an answer or of the language. */
  changed?: () => void;
}

/** One question or section as a control sees it. */
export class Field {
  #version = $state(0);
  /** Whether its mistake may be shown: after it was left, or after an attempt to go on. */
  #inspected = $state(false);

  constructor(
    readonly form: FormState,
    readonly name: string
  ) {}

  get state(): State {
    void this.#version;
    return this.form.session.state(this.name);
  }

  get question(): State['question'] {
    return this.state.question;
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
    this.form.set(this.name, answer);
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
  readonly #fields = new Map<string, Field>();
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
    for (const name of form.places.keys()) this.#fields.set(name, new Field(this, name));
  }

  get definition(): Definition {
    return this.session.form.definition;
  }

  /** Rises with every change; read it where something depends on the form as a whole. */
  get revision(): number {
    return this.#revision;
  }

  /** Throws RangeError for a name that the definition does not have. */
  field(name: string): Field {
    const field = this.#fields.get(name);
    if (!field) throw new RangeError(`there is no question "${name}"`);
    return field;
  }

  /** Whether a question is relevant now; cheaper than its whole state where many are looked through. */
  relevant(name: string): boolean {
    void this.#revision;
    const place = this.session.form.places.get(name);
    return place !== undefined && this.session.relevantAt(place);
  }

  get language(): string {
    return this.#language;
  }

  set language(next: string) {
    this.session.language = next;
    this.#language = next;
    for (const field of this.#fields.values()) field.refresh();
    this.#changed();
  }

  set(name: string, answer: unknown): void {
    for (const changed of this.session.set(name, answer)) this.#fields.get(changed)?.refresh();
    this.#changed();
  }

  /** Sets the moment of sending. */
  finish(end: Date): void {
    this.session.finish(end);
    for (const field of this.#fields.values()) field.refresh();
  }

  #changed(): void {
    this.#revision++;
    this.options.changed?.();
  }
}
