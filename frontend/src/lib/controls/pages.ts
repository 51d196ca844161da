import type { Definition, Question } from '$lib/engine';

/** What is shown together: questions, below the heading of their section if they have one. */
export interface Page {
  /** The name of its section, or of its first question. */
  key: string;
  section: Question | undefined;
  questions: readonly Question[];
}

const unseen = new Set(['hidden', 'start', 'end', 'today', 'deviceid', 'username', 'audit']);

/** Whether a question appears on the page at all; a calculation does when it has a label. */
export function isShown(question: Question): boolean {
  if (question.type === 'calculate') return question.label !== undefined;
  return !unseen.has(question.type);
}

/** Whether a person can answer it, so that it counts in progress. */
export function isAsked(question: Question): boolean {
  return isShown(question) && !['note', 'calculate', 'section'].includes(question.type) && question.calculation === undefined && question.readOnly !== true;
}

/**
 * Cuts a definition into pages: one question at a time, a section at a time, or everything.
 * A section of appearance field-list always stays together. Questions beside sections stay
 * together with their neighbours.
 */
export function pagesOf(definition: Definition): Page[] {
  const mode = definition.pages ?? 'section';
  const pages: Page[] = [];
  let loose: Question[] = [];
  const closeLoose = () => {
    const [first] = loose;
    if (first) pages.push({ key: first.name, section: undefined, questions: loose });
    loose = [];
  };
  for (const question of definition.body) {
    if (question.type !== 'section') {
      if (!isShown(question)) continue;
      loose.push(question);
      if (mode === 'question') closeLoose();
      continue;
    }
    closeLoose();
    const inside = (question.body ?? []).filter(isShown);
    if (inside.length === 0) continue;
    if (mode === 'question' && !question.appearance?.split(/\s+/).includes('field-list')) {
      for (const one of inside) pages.push({ key: one.name, section: question, questions: [one] });
    } else pages.push({ key: question.name, section: question, questions: inside });
  }
  closeLoose();
  return pages;
}
