import type { QuestionType } from './question';
import { selectMultiple } from './question-select-multiple';

/** The names of all choices offered, the most preferred first. */
export const rank: QuestionType = {
  ...selectMultiple,
  check: (answer, _, choices) => {
    const names = answer as readonly string[];
    const ranked = new Set(names);
    const all = names.length === choices.length && choices.every(({ name }) => ranked.has(name));
    return all ? undefined : 'choice';
  }
};
