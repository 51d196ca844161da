import { isNumber, type QuestionType, readNumber } from './question';

export const decimal: QuestionType = { accepts: isNumber, read: readNumber };
