import type { Definition } from '$lib/engine/definition';
import { t } from './messages';

const kinds: Record<Definition['kind'], () => string> = {
  mystery: () => t.mystery,
  customer: () => t.customer,
  employee: () => t.employee,
  visit: () => t.visit,
  quiz: () => t.quiz
};

/** What a definition is for. */
export const kindName = (kind: string): string => (kind in kinds ? kinds[kind as Definition['kind']]() : kind);

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
  hidden: () => t.typeHidden
};

/** What kind of answer a question takes. */
export const typeName = (type: string): string => types[type]?.() ?? type;

/** What a critical question does when it earns nothing: "section", "total" or "cap:N". */
export function criticalName(critical: string): string {
  if (critical === 'section') return t.criticalSection;
  return critical === 'total' ? t.criticalTotal : t.criticalCap(Number(critical.slice('cap:'.length)));
}
