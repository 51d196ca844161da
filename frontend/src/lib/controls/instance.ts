import type { Question, State } from '$lib/engine';

const worded = new Set(['text', 'barcode', 'select_one']);

/** What an instance of a repeat is called: its first answer in words, blank when there is none. */
export function titleOf(body: readonly Question[], state: (name: string) => State): string {
  for (const question of body) {
    if (question.type === 'section') {
      const title = titleOf(question.body ?? [], state);
      if (title) return title;
    } else if (worded.has(question.type)) {
      const { value, choices } = state(question.name);
      if (typeof value !== 'string') continue;
      return choices.find(({ name }) => name === value)?.label ?? value;
    }
  }
  return '';
}
