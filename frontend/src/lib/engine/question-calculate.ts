import type { Answer } from './answer';
import type { Single } from './expr/value';
import { isNumber, type QuestionType } from './question';

/** Calculations and hidden questions hold any single value. */
export const calculate: QuestionType = {
  accepts: (answer): answer is Answer => isNumber(answer) || ['string', 'boolean'].includes(typeof answer),
  read: (value: Single) => (typeof value === 'object' ? value.join(' ') : value),
  silent: true
};
