import { isText, type QuestionType, readText } from './question';

export const text: QuestionType = { accepts: isText, read: readText };
