import { type QuestionType, readNumber } from './question';

export const integer: QuestionType = {
  accepts: (answer): answer is number => Number.isSafeInteger(answer),
  read: readNumber
};
