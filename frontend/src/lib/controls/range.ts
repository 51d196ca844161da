import { type Question, scaleOf } from '$lib/engine';
import { hasWord } from './control';

/** More steps than this do not fit a row on a small phone. */
const most = 11;

/** The values of a range, from its start to its end; of a long one the first. */
export function stepsOf(question: Question, longest = most + 1): number[] {
  const { start, end, step } = scaleOf(question);
  const count = Math.floor(Math.abs(end - start) / step + 1e-9) + 1;
  const sign = end >= start ? 1 : -1;
  return Array.from({ length: Math.min(count, longest) }, (_, index) => Number((start + sign * index * step).toFixed(10)));
}

/** Whether a range is a row of buttons; otherwise it is a slider or a list, which are single inputs. */
export function isRow(question: Question): boolean {
  return stepsOf(question).length <= most && !hasWord(question, 'slider', 'vertical', 'distress', 'picker');
}
