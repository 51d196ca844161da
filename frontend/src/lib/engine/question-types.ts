/** Every type of question by its name in definitions. */
import type { QuestionType } from './question';
import { acknowledge } from './question-acknowledge';
import { barcode } from './question-barcode';
import { calculate } from './question-calculate';
import { date } from './question-date';
import { dateTime } from './question-date-time';
import { decimal } from './question-decimal';
import { geopoint } from './question-geopoint';
import { geoshape, geotrace } from './question-geotrace';
import { integer } from './question-integer';
import { audio, file, image, video } from './question-media';
import { identity, moment, today } from './question-metadata';
import { note } from './question-note';
import { range } from './question-range';
import { rank } from './question-rank';
import { selectMultiple } from './question-select-multiple';
import { selectOne } from './question-select-one';
import { text } from './question-text';
import { time } from './question-time';

export const questionTypes: Readonly<Record<string, QuestionType>> = {
  text,
  integer,
  decimal,
  range,
  select_one: selectOne,
  select_multiple: selectMultiple,
  rank,
  date,
  time,
  dateTime,
  geopoint,
  geotrace,
  geoshape,
  image,
  audio,
  video,
  file,
  barcode,
  acknowledge,
  note,
  section: note,
  repeat: note,
  calculate,
  hidden: calculate,
  start: moment,
  end: moment,
  today,
  deviceid: identity,
  username: identity,
  audit: note
};
