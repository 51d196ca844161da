import type { Answer } from './answer';
import type { QuestionType } from './question';

/** Notes and sections take no answer. */
export const note: QuestionType = {
  accepts: (_answer): _answer is Answer => false,
  silent: true
};
