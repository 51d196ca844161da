/** The JSON of a definition (a questionnaire); the Go twin is api/form/definition.go, which documents each member. */

/** A text by language tag, for example {"en": "Yes", "de": "Ja"}. */
export type Text = Readonly<Record<string, string>>;

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
  media?: unknown;
  /** Further columns for choice filters. */
  columns?: Readonly<Record<string, string>>;
}

/** A question, a note, a calculation, or a section, which has a body. */
export interface Question {
  type: string;
  name: string;
  label?: Text;
  hint?: Text;
  /** True, or an expression. */
  required?: boolean | string;
  requiredMessage?: Text;
  relevant?: string;
  constraint?: string;
  constraintMessage?: Text;
  calculation?: string;
  /** An answer, or {"expression": "today()"}. */
  default?: unknown;
  readOnly?: boolean;
  /** Words separated by blanks. */
  appearance?: string;
  /** The name of a choice list. */
  choices?: string;
  choiceFilter?: string;
  /** range: start, end, step; image: maxPixels, keepPosition; select: randomize, seed. */
  parameters?: Readonly<Record<string, unknown>>;
  media?: unknown;
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
