import type { Question } from '$lib/engine';
import type { Field } from './form.svelte';

/** What every control is given. It shows the field's value and sets it; label, hint and error stand around it. */
export interface ControlProperties {
  field: Field;
  /** The id of its input; groups use it for their options. */
  id: string;
  /** Ids of the elements that describe it: hint and error. */
  describedBy: string | undefined;
  /** Its label is the page's heading; for controls that show it themselves. */
  heading?: boolean;
}

/** Whether a question's appearance contains one of the words. */
export function hasWord({ appearance }: Question, ...words: string[]): boolean {
  return appearance !== undefined && appearance.split(/\s+/).some((word) => words.includes(word));
}

/** Whether a field's appearance contains one of the words. */
export function looks(field: Field, ...words: string[]): boolean {
  return hasWord(field.question, ...words);
}

/** Appearances that turn a choice into one drop-down input. */
export const dropdownWords = ['minimal', 'dropdown', 'autocomplete'] as const;
