/** Random values with a liking for the traps: blanks, signs, big and tiny numbers, month ends, clock changes, emoji. */
import type { Draw } from './draw';

export const zones = [
  'UTC',
  'Europe/Zurich',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/St_Johns',
  'Pacific/Apia'
];

const numbers = [0, 1, 2, 3, 5, 7, 10, 100, 0.1, 0.2, 0.5, 1.5, 2.5, 1.005, 2.675, 1e20, 1e21, 123456.789, 1e-7, 5e-324, 2 ** 53];
const words = ['', ' ', 'a', 'abc', 'yes', 'no', 'a b c', 'true', '1', '0', 'Zürich', '😀', 'a😀b', 'ﬀ', 'x\ny', '\t x ', 'Infinity', 'NaN'];
const numerals = ['12', '-3.5', ' 7 ', '5.', '.5', '-.5', '1e3', '+5', '0x10', '00012', '-0', '1 2', '--1', '12345678901234567890', '0.1'];
const times = ['06:30', '23:59:59', '24:00', '12:30:15.250', '12:00Z', '01:00+02:00', '7:00', '00:00:00.9999', '12:61'];
const turns = ['2026-03-29', '2026-10-25', '2024-02-29', '2023-02-29', '2026-12-31', '1970-01-01', '0001-01-01', '9999-12-31', '2026-04-31', '2011-12-30'];

export function numberFrom(draw: Draw): number {
  const number = draw.oneIn(3) ? (draw.below(2_000_000) - 1_000_000) / draw.pick([1, 3, 10, 64, 1000]) : draw.pick(numbers);
  return draw.oneIn(3) ? -number : number;
}

export function dateFrom(draw: Draw): string {
  if (draw.oneIn(3)) return draw.pick(turns);
  const two = (number: number) => String(number).padStart(draw.oneIn(12) ? 1 : 2, '0');
  return `${1902 + draw.below(190)}-${two(1 + draw.below(12))}-${two(1 + draw.below(draw.oneIn(9) ? 32 : 28))}`;
}

export function momentFrom(draw: Draw): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const seconds = draw.pick(['', `:${two(draw.below(60))}`, `:${two(draw.below(61))}.${draw.below(10_000)}`]);
  const offset = draw.pick(['', 'Z', '+01:00', '-05:30', '+13:45', '+24:00']);
  return `${dateFrom(draw)}T${two(draw.below(draw.oneIn(20) ? 25 : 24))}:${two(draw.below(60))}${seconds}${offset}`;
}

export function placeFrom(draw: Draw): string {
  const degrees = (most: number) => String((draw.below(2 * most * 1000) - most * 1000) / 1000);
  const point = () => `${degrees(draw.oneIn(20) ? 95 : 90)} ${degrees(180)}${draw.pick(['', ' 0', ' 400.5 12'])}`;
  return Array.from({ length: 1 + draw.below(4) }, point).join(draw.pick([';', '; '])) + draw.pick(['', '', ';', ' x']);
}

export function textFrom(draw: Draw): string {
  return draw.pick([
    () => draw.pick(words),
    () => draw.pick(words) + draw.pick(words),
    () => draw.pick(numerals),
    () => draw.pick(times),
    () => dateFrom(draw),
    () => momentFrom(draw),
    () => placeFrom(draw)
  ])();
}

export function listFrom(draw: Draw): string[] {
  return Array.from({ length: draw.below(4) }, () => draw.pick(['a', 'b', 'yes', 'no', '1', '2.5', 'na']));
}

/** An answer as an expression may meet it. */
export function answerFrom(draw: Draw): unknown {
  return draw.pick([() => numberFrom(draw), () => textFrom(draw), () => textFrom(draw), () => listFrom(draw), () => draw.oneIn(2), () => ''])();
}

const pieces = ['a', 'b', '.', '\\d', '\\w+', '\\s', '[a-z]', '[^a-c]', '[\\s\\d-]', '(a|b)', '(?:ab)', 'x?', 'a*?', '\\p{L}+', '\\.', '{2}', 'a{1,3}', '^', '$', '\\b', '[]a]', '\\-', 'é', '😀', '+', '(', ')', '\\q', '(?i)', '[[:alpha:]]', '\\S', '\\x41', '\\p{Greek}', '}', '|'];
const sound = ['[0-9]+', '\\d{4}-\\d{2}-\\d{2}.*', '.*', '[^@\\s]+@[^@\\s]+', '(yes|no)', '\\p{L}+', '.{3}', '-?\\d+(\\.\\d+)?', '\\w*', 'a.*b'];

export function patternFrom(draw: Draw): string {
  return draw.oneIn(2) ? draw.pick(sound) : Array.from({ length: 1 + draw.below(4) }, () => draw.pick(pieces)).join('');
}
