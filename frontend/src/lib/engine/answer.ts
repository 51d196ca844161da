/** Answers by question name, as they are stored and sent. */

/** A place; degrees and metres. */
export interface Geopoint {
  lat: number;
  lon: number;
  alt?: number;
  accuracy?: number;
}

/** A photo or other file; its bytes travel separately. */
export interface Media {
  id: string;
  name: string;
  /** MIME type. */
  type: string;
  /** Bytes. */
  size: number;
  /** Hexadecimal. */
  sha256: string;
}

export type Answer = string | number | boolean | readonly string[] | Geopoint | readonly Geopoint[] | Media;

/** Unanswered questions are absent. */
export type Answers = Record<string, Answer>;

/** Whether two answers say the same. */
export function sameAnswer(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  const keys = Object.keys(left);
  return (
    Array.isArray(left) === Array.isArray(right) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => sameAnswer(left[key as keyof typeof left], right[key as keyof typeof right]))
  );
}

/** An answer as kept: undefined for everything that means unanswered, and zero without its sign, as in JSON. */
export function answerOf(answer: unknown): unknown {
  if (answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)) return undefined;
  if (typeof answer !== 'number') return answer;
  return Number.isFinite(answer) ? answer + 0 : undefined;
}
