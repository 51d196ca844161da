import type { Definition, Question } from '$lib/engine/definition';

/** A section with its questions, or the questions between sections. */
export interface Part {
  name: string;
  section?: Question;
  questions: Question[];
}

/** Records by itself what nobody answers, such as when the form was opened. */
export const isRecorded = (question: Question): boolean => ['start', 'end', 'today', 'deviceid', 'username', 'audit'].includes(question.type);

/** The body in its order without what records itself: sections, and questions outside of any gathered where they stand. */
export function outline(definition: Definition): Part[] {
  const parts: Part[] = [];
  for (const question of definition.body) {
    if (isRecorded(question)) continue;
    if (question.type === 'section' && question.body) {
      parts.push({ name: question.name, section: question, questions: [...question.body] });
      continue;
    }
    const last = parts.at(-1);
    if (last && !last.section) last.questions.push(question);
    else parts.push({ name: `before ${question.name}`, questions: [question] });
  }
  return parts;
}

/** How many questions a body asks, those in sections and repeats too. */
export const countQuestions = (body: readonly Question[]): number =>
  body.reduce((sum, question) => sum + (question.body ? countQuestions(question.body) : isRecorded(question) ? 0 : 1), 0);

/** The most points a question can earn without its bonus; undefined when it earns none. */
export function possibleOf(definition: Definition, question: Question): number | undefined {
  if (question.points) return Math.max(0, ...question.points.map((rule) => rule.points));
  const points = (question.choices ? (definition.choices?.[question.choices] ?? []) : []).flatMap((choice) => (choice.points === undefined ? [] : [choice.points]));
  if (points.length === 0) return undefined;
  return question.type === 'select_multiple' ? points.filter((one) => one > 0).reduce((sum, one) => sum + one, 0) : Math.max(...points);
}
