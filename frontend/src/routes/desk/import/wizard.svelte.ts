import { definitions } from '$lib/client/definition';
import { imports, type Import, type ImportFinding, type ImportOrder, type ImportPreview, type Mapping } from '$lib/client/import';
import type { Problem } from '$lib/client/problem';
import type { Definition } from '$lib/engine/definition';
import { attempt } from '../problem';

export const steps = ['file', 'columns', 'check'] as const;
export type Step = (typeof steps)[number];

/** A mapping the person brought along instead of the suggested one. */
export interface Template {
  /** Where it is from, for people. */
  name: string;
  /** JSON text, possibly with editions. */
  text: string;
}

/** An import on its way: what was chosen so far, and what the server says about it. */
export class Wizard {
  step = $state<Step>('file');
  file = $state.raw<File>();
  /** "id/version". */
  definition = $state('');
  wave = $state('');
  template = $state.raw<Template>();
  /** The server's newest answer about the file. */
  preview = $state.raw<ImportPreview>();
  /** The definition that the mapping is for. */
  form = $state.raw<Definition>();
  mapping = $state.raw<Mapping>();
  /** The preview's summary is about the mapping as it is now. */
  checked = $state(false);
  busy = $state<'reading' | 'checking' | 'starting'>();
  problem = $state.raw<Problem>();
  /** Column that the columns page shows first. */
  focus = $state<string>();
  #asked = 0;

  constructor(readonly project: string) {}

  // Getters, as the wizard outlives the page that made it, and derived state does not.

  /** Mistakes of the mapping itself, which forbid an import. */
  get mistakes(): readonly ImportFinding[] {
    return this.preview?.problems.filter((one) => one.code !== 'unmapped' && one.code !== 'absent') ?? [];
  }

  /** The mapping is the one that the mistakes are about. */
  get untouched(): boolean {
    return this.mapping !== undefined && this.mapping === this.preview?.suggestion;
  }

  get columnNames(): readonly string[] {
    return this.preview?.columns.map((column) => column.name) ?? [];
  }

  get ready(): boolean {
    return this.file !== undefined && this.definition !== '' && this.wave !== '';
  }

  /** Another file: its format is looked at, whatever was mapped for the one before is forgotten. */
  async take(file: File): Promise<void> {
    this.file = file;
    this.preview = this.mapping = undefined;
    this.checked = false;
    const preview = await this.#ask('reading', { file });
    if (preview) this.preview = preview;
  }

  /** Another choice of definition or wave or template: what was suggested for the one before no longer holds. */
  choose(change: { definition?: string; wave?: string; template?: Template | undefined }): void {
    if (change.definition !== undefined) this.definition = change.definition;
    if (change.wave !== undefined) this.wave = change.wave;
    if ('template' in change) this.template = change.template;
    this.mapping = undefined;
    this.checked = false;
    this.problem = undefined;
  }

  /** From the file to its columns, or, when every column is spoken for, straight to the check. */
  async begin(): Promise<void> {
    if (this.mapping) {
      this.step = 'columns';
      return;
    }
    if (!this.file) return;
    const order = this.template ? { mapping: this.template.text } : { definition: this.definition };
    const preview = await this.#ask('reading', { file: this.file, wave: this.wave, definition: this.definition, ...order });
    if (!preview?.suggestion || !(await this.#read())) return;
    this.#accept(preview, preview.suggestion);
    const complete = preview.summary !== undefined && this.mistakes.length === 0 && preview.problems.every((one) => one.code !== 'unmapped');
    this.step = complete ? 'check' : 'columns';
  }

  change(mapping: Mapping): void {
    this.mapping = mapping;
    this.checked = false;
  }

  /** Goes through all rows as the import would, and on to a step when nothing is wrong. */
  async check(next: Step = 'check'): Promise<void> {
    if (!this.file || !this.mapping) return;
    const preview = await this.#ask('checking', this.#order(this.file, this.mapping));
    if (!preview?.suggestion) return;
    this.#accept(preview, preview.suggestion);
    if (preview.summary && this.mistakes.length === 0) this.step = next;
  }

  /** Begins the import; undefined when the server refuses it. */
  async start(): Promise<Import | undefined> {
    const { file, mapping } = this;
    if (!file || !mapping) return undefined;
    this.busy = 'starting';
    const outcome = await attempt(() => imports.start(this.project, this.#order(file, mapping)));
    this.busy = undefined;
    this.problem = 'problem' in outcome ? outcome.problem : undefined;
    return 'value' in outcome ? outcome.value : undefined;
  }

  #order(file: File, mapping: Mapping): ImportOrder {
    return { file, definition: this.definition, wave: this.wave, mapping: JSON.stringify(mapping) };
  }

  #accept(preview: ImportPreview, mapping: Mapping): void {
    this.preview = preview;
    this.mapping = mapping;
    this.checked = preview.summary !== undefined;
  }

  async #read(): Promise<boolean> {
    const [id = '', version = ''] = this.definition.split('/');
    if (this.form?.id === id && String(this.form.version) === version) return true;
    const outcome = await attempt(() => definitions.read(this.project, id, Number(version)));
    this.problem = 'problem' in outcome ? outcome.problem : undefined;
    if ('value' in outcome) this.form = outcome.value;
    return 'value' in outcome;
  }

  /** The answer about an order, unless another was asked for meanwhile. */
  async #ask(busy: 'reading' | 'checking', order: ImportOrder): Promise<ImportPreview | undefined> {
    const turn = ++this.#asked;
    this.busy = busy;
    const outcome = await attempt(() => imports.preview(this.project, order));
    if (turn !== this.#asked) return undefined;
    this.busy = undefined;
    this.problem = 'problem' in outcome ? outcome.problem : undefined;
    return 'value' in outcome ? outcome.value : undefined;
  }
}

const kept = new Map<string, Wizard>();

/** The wizard of a project: it stays as it is while the person looks at other pages. */
export function wizardOf(project: string): Wizard {
  const wizard = kept.get(project) ?? new Wizard(project);
  kept.set(project, wizard);
  return wizard;
}

/** A new wizard for the project, for the next import. */
export function renew(project: string): Wizard {
  kept.delete(project);
  return wizardOf(project);
}
