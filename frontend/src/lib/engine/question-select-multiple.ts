import { chosen as read } from './expr/value';
import type { QuestionType } from './question';

export const selectMultiple: QuestionType = {
  accepts: (answer): answer is string[] => Array.isArray(answer) && answer.every((name) => typeof name === 'string'),
  read,
  check: (answer, _, choices) => {
    const names = answer as readonly string[];
    const chosen = new Set(names);
    const found = choices.filter(({ name }) => chosen.has(name));
    const alone = names.length < 2 || !found.some(({ exclusive }) => exclusive);
    return found.length === names.length && alone ? undefined : 'choice';
  }
};
