/** Every type of question by its name in definitions. */
import type { QuestionType } from './question';
import { calculate } from './question-calculate';
import { date } from './question-date';
import { decimal } from './question-decimal';
import { geopoint } from './question-geopoint';
import { image } from './question-image';
import { integer } from './question-integer';
import { moment, today } from './question-metadata';
import { note } from './question-note';
import { range } from './question-range';
import { selectMultiple } from './question-select-multiple';
import { selectOne } from './question-select-one';
import { text } from './question-text';

export const questionTypes: Readonly<Record<string, QuestionType>> = {
  text,
  integer,
  decimal,
  range,
  select_one: selectOne,
  select_multiple: selectMultiple,
  date,
  geopoint,
  image,
  note,
  section: note,
  calculate,
  hidden: calculate,
  start: moment,
  end: moment,
  today
};
