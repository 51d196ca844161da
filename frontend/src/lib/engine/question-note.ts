import type { Answer } from './answer';
import type { QuestionType } from './question';

/** Notes, sections and the wish for timing (audit) take no answer. */
export const note: QuestionType = {
  accepts: (_answer): _answer is Answer => false,
  silent: true
};
