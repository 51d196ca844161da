import type { Definition, Question } from '$lib/engine';
import { hasWord } from './control';

/** What is shown together: questions, below the heading of their section if they have one. */
export interface Page {
  /** The name of its section, or of its first question. */
  key: string;
  section: Question | undefined;
  /** Sections and repeats among them show their own questions. */
  questions: readonly Question[];
}

const unseen = new Set(['hidden', 'start', 'end', 'today', 'deviceid', 'username', 'audit']);
const unasked = new Set(['note', 'calculate', 'section', 'repeat']);

/** Whether a question appears on the page at all; a calculation does when it has a label, a section when anything in it does. */
export function isShown(question: Question): boolean {
  if (question.type === 'calculate') return question.label !== undefined;
  if (question.type === 'section') return question.body?.some(isShown) ?? false;
  return !unseen.has(question.type);
}

/** Whether a person can answer it, so that it counts in progress. */
export function isAsked(question: Question): boolean {
  const { type, calculation, trigger, readOnly } = question;
  return isShown(question) && !unasked.has(type) && (calculation === undefined || trigger !== undefined) && readOnly !== true && !hasWord(question, 'label');
}

/** The path of a question: its name, behind the instance it lies in ('' for none), such as people[2].age. */
export function pathOf(instance: string, name: string): string {
  return instance ? `${instance}.${name}` : name;
}

/** The instance that a path lies in, '' when in none. */
export function instanceOf(path: string): string {
  return path.slice(0, path.lastIndexOf('].') + 1);
}

/** What the walk through questions needs to know of a form. */
export interface Standing {
  relevant(path: string): boolean;
  instances(repeatPath: string): readonly { path: string }[];
}

/** The same, read question by question: whoever reads it reactively hears only of the questions it looked at. */
export function fieldwise(form: { field(path: string): { relevant: boolean; instances: readonly { path: string }[] } }): Standing {
  return { relevant: (path) => form.field(path).relevant, instances: (path) => form.field(path).instances };
}

/** The relevant questions and repeats, in the order of the page, those inside sections and instances too. */
export function* relevantIn(questions: readonly Question[], form: Standing, instance = ''): Generator<{ question: Question; path: string }> {
  for (const question of questions) {
    const path = pathOf(instance, question.name);
    if (!form.relevant(path)) continue;
    if (question.type !== 'section') yield { question, path };
    if (question.type === 'repeat') {
      for (const one of form.instances(path)) yield* relevantIn(question.body ?? [], form, one.path);
    } else if (question.body) yield* relevantIn(question.body, form, instance);
  }
}

/** Whether a question shows anything now; a section does when something in it does, a counted repeat when its count is above 0. */
export function shows(question: Question, form: Standing, instance = ''): boolean {
  const path = pathOf(instance, question.name);
  if (!isShown(question) || !form.relevant(path)) return false;
  if (question.type === 'repeat') return question.count === undefined || form.instances(path).length > 0;
  return question.type !== 'section' || (question.body ?? []).some((one) => shows(one, form, instance));
}

/** Whether a section is a page of its own, so that its label is the page's heading. */
export function isPage(section: Question, definition: Definition): boolean {
  return definition.pages !== 'question' && definition.body.includes(section);
}

/**
 * Cuts a definition into pages: one question at a time, a section at a time, or everything.
 * A section of appearance field-list or table-list always stays together, and so does a repeat. Questions
 * beside sections stay together with their neighbours.
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
    if (!isShown(question)) continue;
    if (question.type !== 'section') {
      loose.push(question);
      if (mode === 'question') closeLoose();
      continue;
    }
    closeLoose();
    if (mode === 'question') pages.push(...oneByOne(question));
    else pages.push(together(question));
  }
  closeLoose();
  return pages;
}

/** A table has its own heads, so it is one question of its page. */
function together(section: Question): Page {
  return { key: section.name, section, questions: hasWord(section, 'table-list') ? [section] : (section.body ?? []).filter(isShown) };
}

function oneByOne(section: Question): Page[] {
  if (hasWord(section, 'field-list')) return [together(section)];
  if (hasWord(section, 'table-list')) return [{ ...together(section), section: undefined }];
  return (section.body ?? []).filter(isShown).flatMap((one): Page[] => (one.type === 'section' ? oneByOne(one) : [{ key: one.name, section, questions: [one] }]));
}
