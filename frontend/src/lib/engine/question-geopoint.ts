import type { Answer, Geopoint } from './answer';
import { printNumber } from './expr/value';
import { hasMembers, type QuestionType } from './question';

export const geopoint: QuestionType = {
  accepts: (answer): answer is Answer =>
    hasMembers(answer, { lat: 'number', lon: 'number' }) &&
    (['alt', 'accuracy'] as const).every((name) => ['number', 'undefined'].includes(typeof (answer as Geopoint)[name])),
  check: (answer) => {
    const { lat, lon } = answer as Geopoint;
    return Math.abs(lat) > 90 || Math.abs(lon) > 180 ? 'range' : undefined;
  },
  value: (answer) => {
    const { lat, lon, alt = 0, accuracy = 0 } = answer as Geopoint;
    return [lat, lon, alt, accuracy].map(printNumber).join(' ');
  }
};
