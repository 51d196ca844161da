import type { Question } from '$lib/engine';
import { hasWord } from './control';

/** The rows that a definition asks for, NaN where it does not say. */
export function rowsOf(question: Question): number {
  return Number(question.parameters?.['rows'] ?? NaN);
}

/** Whether a text may have several lines. */
export function isMultiline(question: Question): boolean {
  return rowsOf(question) > 1 || hasWord(question, 'multiline');
}
