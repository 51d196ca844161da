/** The JSON of a definition (a questionnaire); the Go twin is api/form/definition.go, which documents each member. */

/** A text by language tag, for example {"en": "Yes", "de": "Ja"}. */
export type Text = Readonly<Record<string, string>>;

/** Names of files of the definition, each by language. */
export interface MediaFiles {
  image?: Text;
  bigImage?: Text;
  audio?: Text;
  video?: Text;
}

/** A file of the definition; its content travels apart, found by its digest. */
export interface DefinitionFile {
  /** Hexadecimal. */
  sha256: string;
  /** MIME type. */
  type: string;
  /** Bytes. */
  size: number;
}

/** External data for pulldata() and instance(); a cell that a row lacks is blank. */
export interface Table {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

export interface Definition {
  /** Lower-case slug, unique in its project. */
  id: string;
  /** From 1. */
  version: number;
  kind: 'mystery' | 'customer' | 'employee' | 'visit' | 'quiz';
  title: Text;
  description?: Text;
  defaultLanguage: string;
  /** One question at a time, a section at a time (the default), or all on one page. */
  pages?: 'question' | 'section' | 'all';
  /** Shown after sending. */
  thanks?: Text;
  choices?: Readonly<Record<string, readonly Choice[]>>;
  /** External data by name. */
  tables?: Readonly<Record<string, Table>>;
  /** The definition's own media by file name. */
  files?: Readonly<Record<string, DefinitionFile>>;
  body: readonly Question[];
  indicators?: readonly Indicator[];
  scoring?: Scoring;
  weight?: string;
  cluster?: string;
  segments?: readonly string[];
}

export interface Choice {
  name: string;
  label?: Text;
  points?: number;
  value?: number;
  notApplicable?: boolean;
  /** Of a select_multiple: excludes all other choices. */
  exclusive?: boolean;
  media?: MediaFiles;
  /** Further columns for choice filters. */
  columns?: Readonly<Record<string, string>>;
}

/** A question, a note, a calculation, or a section or repeat, which have a body. */
export interface Question {
  type: string;
  name: string;
  label?: Text;
  hint?: Text;
  /** Shown on demand below the hint. */
  guidance?: Text;
  /** True, or an expression. */
  required?: boolean | string;
  requiredMessage?: Text;
  relevant?: string;
  constraint?: string;
  constraintMessage?: Text;
  calculation?: string;
  /** Questions; the calculation is then computed only when one of them changes. */
  trigger?: readonly string[];
  /** Of a repeat: an expression that says how many instances there are. */
  count?: string;
  /** An answer, or {"expression": "today()"}. */
  default?: unknown;
  /** True, or an expression. */
  readOnly?: boolean | string;
  /** Words separated by blanks. */
  appearance?: string;
  /** The name of a choice list, or ${name}: the answers to a question of a repeat are the choices. */
  choices?: string;
  choiceFilter?: string;
  /** By type, see surveys/README.md. */
  parameters?: Readonly<Record<string, unknown>>;
  media?: MediaFiles;
  touchpoint?: string;
  points?: readonly { when?: string; points: number }[];
  bonus?: number;
  critical?: string;
  weight?: number;
  body?: readonly Question[];
}

export interface Scoring {
  method?: 'points' | 'weightedSections';
  unanswered?: 'omit' | 'count';
  capBonus?: boolean;
}

export interface Indicator {
  name: string;
  title?: Text;
  kind: 'score' | 'mean' | 'share' | 'nps' | 'csat' | 'ces' | 'duration';
  of?: string;
  values?: readonly string[];
  when?: string;
  touchpoint?: string;
  better?: 'higher' | 'lower';
  scale?: readonly number[];
  unit?: Text;
  goal?: number;
  relevantDifference?: number;
  weight?: number;
}
