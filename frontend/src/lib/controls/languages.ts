import type { Definition, Question, Text } from '$lib/engine';

/** The languages that a definition is written in, its default first: those of its title and of any label. */
export function languagesOf(definition: Definition): string[] {
  const found = new Set<string>([definition.defaultLanguage]);
  const note = (text: Text | undefined) => Object.keys(text ?? {}).forEach((code) => found.add(code));
  const walk = (questions: readonly Question[]) => {
    for (const question of questions) {
      note(question.label);
      walk(question.body ?? []);
    }
  };
  note(definition.title);
  walk(definition.body);
  return [...found];
}

/** The first wish that is offered, by whole tag or by language alone; else the first offered. */
export function choose(offered: readonly string[], wishes: readonly (string | null | undefined)[]): string {
  for (const wish of wishes) {
    const tag = wish?.toLowerCase();
    const bare = tag?.split('-')[0];
    const found =
      offered.find((code) => code.toLowerCase() === tag) ??
      offered.find((code) => code.toLowerCase() === bare) ??
      offered.find((code) => bare && code.toLowerCase().split('-')[0] === bare);
    if (found) return found;
  }
  return offered[0] ?? 'en';
}

const rightToLeft = new Set(['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'ps', 'sd', 'ug', 'ur', 'yi']);

export function directionOf(code: string): 'ltr' | 'rtl' {
  return rightToLeft.has(code.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';
}
