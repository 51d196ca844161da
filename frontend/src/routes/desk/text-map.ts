import type { Project, TextMap } from '$lib/client/project';
import { language } from '$lib/ui/language.svelte';

/** The languages to write a text in: those of the project, then others that it has already. */
export const languagesFor = (project: Project, text: TextMap = {}): string[] => [...new Set([...project.languages, ...Object.keys(text)])];

/** A language's name in the language of the page, for example "German". */
export const languageName = (code: string): string => new Intl.DisplayNames(language.locale, { type: 'language' }).of(code) ?? code;

/** The text without blanks at its ends, and without languages in which it says nothing. */
export function trimmed(text: TextMap): TextMap {
  return Object.fromEntries(
    Object.entries(text)
      .map(([code, words]) => [code, words?.trim() ?? ''] as const)
      .filter(([, words]) => words !== '')
  );
}

/** The first language's words, to suggest a name from. */
export const firstWords = (text: TextMap, languages: readonly string[]): string => languages.map((code) => text[code]?.trim()).find(Boolean) ?? '';
