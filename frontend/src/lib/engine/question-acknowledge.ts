import type { Answer } from './answer';
import { toText } from './expr/value';
import type { QuestionType } from './question';

/** The only answer, as in ODK: that a note was read. */
export const acknowledged = 'OK';

export const acknowledge: QuestionType = {
  accepts: (answer): answer is Answer => answer === acknowledged,
  read: (value) => (toText(value) === acknowledged ? acknowledged : undefined)
};
