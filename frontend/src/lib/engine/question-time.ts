import type { Answer } from './answer';
import { isTime } from './expr/moment';
import { isText, type QuestionType, readText } from './question';

/** Times of the day such as 14:30, with seconds, a fraction and an offset at will. */
export const time: QuestionType = {
  accepts: (answer): answer is Answer => isText(answer) && isTime(answer),
  read: readText
};
