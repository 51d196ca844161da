/** Answers as people read them. */
import { lengthText, areaText } from '$lib/controls/messages-place';
import type { Geopoint } from '$lib/engine';
import type { Definition, Question } from '$lib/engine/definition';
import { areaWithin, distanceAlong } from '$lib/engine/expr/functions-geo';
import { formatDate, formatNumber, pick } from '$lib/ui/language.svelte';
import { t } from './messages';

/** The first line of a label without its Markdown marks. */
export const plain = (text: string): string =>
  text
    .replace(/\n[^]*/, '')
    .replace(/\*\*|__|(?<!\w)[*_]|[*_](?!\w)/g, '')
    .trim();

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const isPlace = (value: unknown): value is Geopoint => isRecord(value) && typeof value['lat'] === 'number' && typeof value['lon'] === 'number';

/** The places of a line or an area; undefined for any other answer. */
export const placesOf = (value: unknown): readonly Geopoint[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every(isPlace) ? value : undefined;

function choiceText(definition: Definition, question: Question, name: unknown): string {
  const found = definition.choices?.[question.choices ?? '']?.find((choice) => choice.name === name);
  return pick(found?.label, undefined, definition.defaultLanguage) || String(name);
}

function placeText({ lat, lon, accuracy }: Geopoint): string {
  const digits = { minimumFractionDigits: 5, maximumFractionDigits: 5 };
  const place = t.position(formatNumber(lat, digits), formatNumber(lon, digits));
  return typeof accuracy === 'number' ? `${place} (${t.accuracy(formatNumber(accuracy, { maximumFractionDigits: 0 }))})` : place;
}

function pathText(places: readonly Geopoint[], closed: boolean): string {
  const around = closed ? [...places, ...places.slice(0, 1)] : places;
  const printed = around.map(({ lat, lon }) => `${lat} ${lon}`).join('; ');
  const size = closed ? areaText(areaWithin(printed)) : lengthText(distanceAlong(printed));
  return t.places(places.length, size);
}

/** A time of day without a date, and a moment as it stands in its own time zone, whatever that of the reader. */
function timeText(value: string, type: string): string {
  const wall = /^(?:(\d{4}-\d{2}-\d{2})T)?(\d{2}:\d{2}(?::\d{2})?)/.exec(value);
  if (!wall) return value;
  const at = `${wall[1] ?? '2000-01-01'}T${wall[2] ?? ''}Z`;
  return formatDate(at, { ...(type === 'dateTime' ? { dateStyle: 'medium' } : {}), timeStyle: 'short', timeZone: 'UTC' });
}

export function answerText(definition: Definition, question: Question, value: unknown): string {
  if (value === undefined || value === null || value === '') return '';
  const places = placesOf(value);
  if (places) return pathText(places, question.type === 'geoshape');
  if (Array.isArray(value)) {
    const names = value.map((one) => (isRecord(one) ? JSON.stringify(one) : choiceText(definition, question, one)));
    return question.type === 'rank' ? names.map((name, index) => `${formatNumber(index + 1)}. ${name}`).join('\n') : names.join(', ');
  }
  if (question.choices) return choiceText(definition, question, value);
  if (typeof value === 'number') return formatNumber(value, { maximumFractionDigits: 10 });
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (typeof value === 'string') {
    if (question.type === 'date') return formatDate(`${value}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });
    if (question.type === 'time' || question.type === 'dateTime') return timeText(value, question.type);
    if (question.type === 'acknowledge' && value === 'OK') return t.acknowledged;
    return value;
  }
  if (isPlace(value)) return placeText(value);
  return isRecord(value) && typeof value['name'] === 'string' ? value['name'] : JSON.stringify(value);
}

/** A span of seconds in words, to the second. */
export function spanText(seconds: number): string {
  const whole = Math.round(seconds);
  const unit = (value: number, name: string) => formatNumber(value, { style: 'unit', unit: name, unitDisplay: 'short' });
  if (whole < 60) return unit(whole, 'second');
  return [unit(Math.floor(whole / 60), 'minute'), whole % 60 > 0 ? unit(whole % 60, 'second') : ''].filter(Boolean).join(' ');
}
