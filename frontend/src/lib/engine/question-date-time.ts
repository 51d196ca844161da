import type { QuestionType } from './question';
import { moment } from './question-metadata';

/** Moments such as 2026-03-01T14:30:00.000+01:00; the clock and its offset are at will. */
export const dateTime: QuestionType = { ...moment, silent: false };
