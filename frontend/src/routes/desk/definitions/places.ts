/** Where something stands in a JSON text: characters from start to before end, and the line from 1. */
export interface Place {
  start: number;
  end: number;
  line: number;
}

/** The steps of a JSON pointer (RFC 6901). */
export const stepsOf = (pointer: string): string[] =>
  pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const string = /"(?:[^"\\]|\\.)*"/y;
const bare = /[^\s,\]}]+/y;
const blank = /\s*/y;

function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The members or entries of the object or list that begins at `at`: their key, where they begin and where their value does. */
function* membersOf(text: string, at: number): Generator<{ key: string; start: number; value: number }> {
  const list = text[at] === '[';
  let next = past(blank, text, at + 1);
  for (let index = 0; next < text.length && text[next] !== ']' && text[next] !== '}'; index++) {
    const start = next;
    let key = String(index);
    if (!list) {
      next = past(string, text, next);
      key = JSON.parse(text.slice(start, next)) as string;
      next = past(blank, text, past(blank, text, next) + 1);
    }
    yield { key, start, value: next };
    next = past(blank, text, endOf(text, next));
    if (text[next] === ',') next = past(blank, text, next + 1);
  }
}

/** Behind the value that begins at `at`. */
function endOf(text: string, at: number): number {
  if (text[at] === '"') return past(string, text, at);
  if (text[at] !== '{' && text[at] !== '[') return past(bare, text, at);
  let depth = 0;
  for (let next = at; next < text.length; ) {
    const letter = text[next];
    if (letter === '"') {
      next = past(string, text, next);
      continue;
    }
    if (letter === '{' || letter === '[') depth++;
    if ((letter === '}' || letter === ']') && --depth === 0) return next + 1;
    next++;
  }
  return text.length;
}

/** The place of what a pointer means in a text that is JSON; of the nearest thing around it when the text does not have it. */
export function placeOf(text: string, pointer: string): Place {
  let value = past(blank, text, 0);
  let start = value;
  for (const step of stepsOf(pointer)) {
    let found: { start: number; value: number } | undefined;
    if (text[value] === '{' || text[value] === '[') {
      for (const member of membersOf(text, value)) if (member.key === step) found = member;
    }
    if (!found) break;
    ({ start, value } = found);
  }
  return { start, end: endOf(text, value), line: text.slice(0, start).split('\n').length };
}

/** A place in words: names of sections, questions and choices instead of numbers, for example "arrival › greeted › constraint". */
export function nameOfPlace(definition: unknown, pointer: string): string {
  const words: string[] = [];
  let value = definition;
  for (const step of stepsOf(pointer)) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
    if (step === 'body') continue;
    const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
    words.push(typeof name === 'string' && name ? name : /^\d+$/.test(step) ? String(Number(step) + 1) : step);
  }
  return words.join(' › ');
}
