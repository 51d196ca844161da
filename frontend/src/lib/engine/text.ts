/** Texts of a definition: choosing the language and piping earlier answers in. */
import type { Choice, Text } from './definition';

const pipe = /\$\{[ \t\r\n]*([A-Za-z_][\w.-]*)[ \t\r\n]*\}/g;

/** The text in the language, else in the definition's default language, else the first by language tag. */
export function pick(text: Text | undefined, language: string, otherwise: string): string {
  if (!text) return '';
  return text[language] ?? text[otherwise] ?? text[Object.keys(text).sort()[0] ?? ''] ?? '';
}

/** The text with every ${name} replaced by what the name stands for. */
export function piped(text: string, value: (name: string) => string): string {
  return text.includes('${') ? text.replace(pipe, (_, name: string) => value(name)) : text;
}

/** The questions that the languages of a text pipe in. */
export function pipedNames(text: Text | undefined): string[] {
  return Object.values(text ?? {}).flatMap((words) =>
    words.includes('${') ? Array.from(words.matchAll(pipe), (match) => match[1] ?? '') : []
  );
}

const namesOfLists = new WeakMap<readonly Choice[], readonly string[]>();

/** The questions that the labels of a choice list pipe in; looked for once, as lists may be long and shared. */
export function pipedByChoices(choices: readonly Choice[]): readonly string[] {
  let names = namesOfLists.get(choices);
  if (!names) namesOfLists.set(choices, (names = choices.flatMap(({ label }) => pipedNames(label))));
  return names;
}
