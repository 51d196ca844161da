/** How a reviewer can correct an answer: only what can be typed or chosen without the form around it. */
import type { Definition, Question } from '$lib/engine/definition';

export type CorrectionKind = 'one' | 'several' | 'number' | 'text' | 'date' | 'remove';

/** Whether answers to a question can be corrected at all: what is calculated or measured cannot. */
export const correctable = ({ type }: Question): boolean => !['calculate', 'hidden', 'start', 'end', 'today', 'deviceid', 'username', 'audit', 'note'].includes(type);

/** The way an answer is corrected; 'remove': it can only be taken out. */
export function correctionKind(definition: Definition, question: Question): CorrectionKind {
  const listed = (definition.choices?.[question.choices ?? '']?.length ?? 0) > 0;
  switch (question.type) {
    case 'select_one':
      return listed ? 'one' : 'remove';
    case 'select_multiple':
      return listed ? 'several' : 'remove';
    case 'integer':
    case 'decimal':
    case 'range':
      return 'number';
    case 'text':
    case 'barcode':
      return 'text';
    case 'date':
      return 'date';
    default:
      return 'remove';
  }
}

/** What was typed as an answer: null for none, undefined for what is none of its kind. */
export function readCorrection(kind: CorrectionKind, type: string, typed: string): unknown {
  const text = typed.trim();
  if (text === '') return null;
  if (kind !== 'number') return text;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) && (type !== 'integer' || Number.isInteger(number)) ? number : undefined;
}
