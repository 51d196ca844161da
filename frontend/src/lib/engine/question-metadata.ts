import { type Answer } from './answer';
import { readMoment } from './expr/moment';
import { isText, type QuestionType, readText } from './question';
import { date } from './question-date';

/** The start and end of a response: a dateTime with its offset. */
export const moment: QuestionType = {
  accepts: (answer): answer is Answer => isText(answer) && readMoment(answer, 'UTC')?.dateOnly === false,
  read: readText,
  silent: true
};

/** The day a response was begun on. */
export const today: QuestionType = { ...date, silent: true };

/** The device or the person that answers. */
export const identity: QuestionType = { accepts: isText, read: readText, silent: true };
