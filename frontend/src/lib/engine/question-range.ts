import type { Question } from './definition';
import { isNumber, parameterOf, type QuestionType, readNumber } from './question';

/** The scale of a range question; what its parameters leave out is 1 to 10 in steps of 1. */
export interface Scale {
  start: number;
  end: number;
  step: number;
}

export function scaleOf(question: Question): Scale {
  const read = (name: keyof Scale, otherwise: number) => parameterOf(question, name, otherwise);
  return { start: read('start', 1), end: read('end', 10), step: Math.abs(read('step', 1)) || 1 };
}

export const range: QuestionType = {
  accepts: isNumber,
  read: readNumber,
  check: (answer, question) => {
    const { start, end, step } = scaleOf(question);
    const number = answer as number;
    const steps = (number - start) / step;
    const off = number < Math.min(start, end) || number > Math.max(start, end) || Math.abs(steps - Math.round(steps)) > 1e-9;
    return off ? 'range' : undefined;
  }
};
