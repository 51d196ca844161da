/** German for what the server finds in a definition; fetched only where it is read. */
import { german } from './german-findings';

interface Sentence {
  pattern: RegExp;
  words: string;
}

/** A value as Go prints it: %q in quotation marks, all others as they are. */
const hole = /%[qsdvc]/g;

let sentences: readonly Sentence[] | undefined;

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function read([english, words]: [string, string]): Sentence {
  const holes = english.match(hole) ?? [];
  const parts = english.split(hole).map(literal);
  const pattern = parts.map((part, index) => part + (holes[index] === undefined ? '' : holes[index] === '%q' ? '"((?:\\\\.|[^"\\\\])*)"' : '(.*?)')).join('');
  return { pattern: new RegExp(`^${pattern}$`, 's'), words };
}

/** A message in German; as it is when there is no German for it. */
export function inGerman(message: string): string {
  sentences ??= Object.entries(german).map(read);
  for (const { pattern, words } of sentences) {
    const values = pattern.exec(message)?.slice(1);
    if (values) return words.replace(/\{(\d)\}/g, (_, place: string) => inGerman(values[Number(place) - 1] ?? '').replace(/“([^“”]*)”/g, '„$1“'));
  }
  return message;
}
