import type { Definition } from '$lib/engine/definition';
import type { Code } from '$lib/engine/question';
import { t } from './messages';
import { t as words } from './messages-draft';

const kinds: Record<Definition['kind'], () => string> = {
  mystery: () => t.mystery,
  customer: () => t.customer,
  employee: () => t.employee,
  visit: () => t.visit,
  quiz: () => t.quiz
};

/** What a definition is for. */
export const kindName = (kind: string): string => (kind in kinds ? kinds[kind as Definition['kind']]() : kind);

/** All kinds, for a choice between them. */
export const kindNames = (): { value: Definition['kind']; label: string }[] =>
  (Object.keys(kinds) as Definition['kind'][]).map((value) => ({ value, label: kinds[value]() }));

const types: Partial<Record<string, () => string>> = {
  text: () => t.typeText,
  integer: () => t.typeInteger,
  decimal: () => t.typeDecimal,
  range: () => t.typeRange,
  select_one: () => t.typeOne,
  select_multiple: () => t.typeMultiple,
  date: () => t.typeDate,
  geopoint: () => t.typeGeopoint,
  image: () => t.typeImage,
  note: () => t.typeNote,
  calculate: () => t.typeCalculate,
  hidden: () => t.typeHidden,
  time: () => t.typeTime,
  dateTime: () => t.typeDateTime,
  rank: () => t.typeRank,
  geotrace: () => t.typeGeotrace,
  geoshape: () => t.typeGeoshape,
  audio: () => t.typeAudio,
  video: () => t.typeVideo,
  file: () => t.typeFile,
  barcode: () => t.typeBarcode,
  acknowledge: () => t.typeAcknowledge,
  section: () => t.typeSection,
  repeat: () => t.typeRepeat,
  start: () => t.typeMetadata,
  end: () => t.typeMetadata,
  today: () => t.typeMetadata,
  deviceid: () => t.typeMetadata,
  username: () => t.typeMetadata
};

/** What kind of answer a question takes. */
export const typeName = (type: string): string => types[type]?.() ?? type;

/** What a critical question does when it earns nothing: "section", "total" or "cap:N". */
export function criticalName(critical: string): string {
  if (critical === 'section') return t.criticalSection;
  return critical === 'total' ? t.criticalTotal : t.criticalCap(Number(critical.slice('cap:'.length)));
}

/** What is wrong with an answer, in a word or two. */
export const codeName = (code: Code): string =>
  ({
    required: words.codeRequired,
    constraint: words.codeConstraint,
    type: words.codeType,
    choice: words.codeChoice,
    range: words.codeRange,
    unknown: words.codeUnknown,
    calculation: words.codeCalculation,
    budget: words.codeBudget
  })[code];

const keys: Partial<Record<string, () => string>> = {
  label: () => words.keyLabel,
  hint: () => words.keyHint,
  guidance: () => words.keyGuidance,
  title: () => words.keyTitle,
  description: () => words.keyDescription,
  thanks: () => words.keyThanks,
  required: () => words.keyRequired,
  relevant: () => words.keyRelevant,
  constraint: () => words.keyConstraint,
  constraintMessage: () => words.keyConstraintMessage,
  requiredMessage: () => words.keyRequiredMessage,
  calculation: () => words.keyCalculation,
  type: () => words.keyType,
  choices: () => words.keyChoices,
  points: () => words.keyPoints,
  appearance: () => words.keyAppearance,
  pages: () => words.keyPages
};

/** A member of a definition in a word; those that only authors of JSON meet keep their names. */
export const keyName = (key: string): string => keys[key]?.() ?? key;
