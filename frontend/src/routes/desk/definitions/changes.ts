/** Differences between versions as people read them. */
import type { Change } from '$lib/client/definition';

/** One thing that is different: a key, or a text in one language. */
export interface Line {
  key: string;
  /** '' for what is no text by language. */
  language: string;
  /** '' when it was not there. */
  before: string;
  after: string;
}

type Members = Record<string, unknown>;

const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);
const tag = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;
const isText = (value: unknown): value is Record<string, string> =>
  isMembers(value) && Object.keys(value).length > 0 && Object.entries(value).every(([key, text]) => tag.test(key) && typeof text === 'string');

const print = (value: unknown): string => (value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value));

function linesOf(key: string, before: unknown, after: unknown): Line[] {
  if ((before === undefined || isText(before)) && (after === undefined || isText(after)) && (before ?? after) !== undefined) {
    const codes = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
    return codes
      .filter((language) => before?.[language] !== after?.[language])
      .map((language) => ({ key, language, before: before?.[language] ?? '', after: after?.[language] ?? '' }));
  }
  return [{ key, language: '', before: print(before), after: print(after) }];
}

/** What is different, member by member and language by language; a body is told question by question elsewhere. */
export function detailsOf(change: Change): Line[] {
  const { what, name, before, after } = change;
  if (what === 'setting') return linesOf(name, before, after);
  if (change.kind === 'moved') return [];
  const was = isMembers(before) ? before : {};
  const is = isMembers(after) ? after : {};
  const keys = change.keys ?? Object.keys({ ...was, ...is });
  return keys.filter((key) => key !== 'body' && key !== 'name').flatMap((key) => linesOf(key, was[key], is[key]));
}

/** The words a thing is known by: its label in a language, else any, else nothing. */
export function labelOf({ before, after }: Change, language: string): string {
  for (const value of [after, before]) {
    if (!isMembers(value)) continue;
    const text = value['label'] ?? value['title'];
    if (isText(text)) return text[language] ?? Object.values(text)[0] ?? '';
  }
  return '';
}

export const kinds = ['added', 'changed', 'moved', 'removed'] as const;
