/** Why a text is no JSON object. */
export interface Mistake {
  /** What the browser says, in its words; '' when the text is JSON but no object. */
  message: string;
  /** From 1; undefined where the browser does not say. */
  line: number | undefined;
}

/** Why a text is no JSON object; undefined when it is one. */
export function mistakeIn(text: string): Mistake | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : { message: '', line: 1 };
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return { message, line: lineOf(text, message) };
  }
}

/** Browsers name a line, or a position counted from 0, or that the text ends too early. */
function lineOf(text: string, message: string): number | undefined {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  const end = position === undefined && /end of|EOF/i.test(message) ? text.length : undefined;
  const at = position === undefined ? end : Number(position);
  return at === undefined ? undefined : text.slice(0, at).split('\n').length;
}
