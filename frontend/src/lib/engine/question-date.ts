import { type Answer } from './answer';
import { readMoment } from './expr/moment';
import { toText, type Value } from './expr/value';
import { isText, type QuestionType } from './question';

export const date: QuestionType = {
  accepts: (answer): answer is Answer => isText(answer) && readMoment(answer, 'UTC')?.dateOnly === true,
  read: (value: Value) => toText(value)
};
