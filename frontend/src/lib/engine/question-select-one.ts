import { isText, type QuestionType, readText } from './question';

export const selectOne: QuestionType = {
  accepts: isText,
  read: readText,
  check: (answer, _, choices) => (choices.some(({ name }) => name === answer) ? undefined : 'choice')
};
