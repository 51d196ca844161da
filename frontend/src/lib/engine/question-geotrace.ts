import type { Answer, Geopoint } from './answer';
import { toText } from './expr/value';
import type { QuestionType } from './question';
import { geopoint } from './question-geopoint';

/** A list of at least so many different places; a closed one ends where it began. */
function places(least: number, closed: boolean): QuestionType {
  return {
    accepts: (answer): answer is Answer => Array.isArray(answer) && answer.every((place) => geopoint.accepts(place)),
    check: (answer, question, choices) => {
      const list = answer as readonly Geopoint[];
      const wrong = list.some((place) => geopoint.check?.(place, question, choices));
      return wrong || new Set(list.map(position)).size < least ? 'range' : undefined;
    },
    value: (answer) => {
      const list = answer as readonly Geopoint[];
      const printed = list.map((place) => toText(geopoint.value?.(place) ?? ''));
      const [first, last] = [list[0], list.at(-1)];
      if (closed && first && last && position(first) !== position(last)) printed.push(printed[0] ?? '');
      return printed.join('; ');
    }
  };
}

function position({ lat, lon }: Geopoint): string {
  return `${lat + 0} ${lon + 0}`;
}

/** A way: at least two places. */
export const geotrace = places(2, false);

/** The corners of an area: at least three places; the first follows the last. */
export const geoshape = places(3, true);
