/** Random answers to a shipped definition, and what this engine makes of them. */
import type { Definition, Question } from '../definition';
import { type Evaluation, evaluation } from '../evaluation';
import { answerTo } from './definitions';
import { type Draw, drawFrom } from './draw';
import { zones } from './values';

export interface LibraryCase {
  /** The name of the file. */
  file: string;
  environment: { now: string; zone: string; seed: number; language: string };
  answers: Record<string, unknown>;
  want: Evaluation;
}

export async function libraryCase(file: string, definition: Definition, seed: number): Promise<LibraryCase> {
  const draw = drawFrom(seed);
  const environment = {
    now: new Date(Date.UTC(2026, draw.below(12), 1 + draw.below(28), draw.below(24), draw.below(60))).toISOString(),
    zone: draw.pick(zones),
    seed: draw.below(1_000_000),
    language: draw.pick(Object.keys(definition.title))
  };
  const answers = JSON.parse(JSON.stringify(answersTo(definition, definition.body, draw))) as Record<string, unknown>;
  const want = await evaluation(definition, { ...environment, now: new Date(environment.now) }, answers);
  return { file, environment, answers, want };
}

function answersTo(definition: Definition, body: readonly Question[], draw: Draw): Record<string, unknown> {
  const answers: Record<string, unknown> = {};
  for (const question of body) {
    if (question.type === 'section') Object.assign(answers, answersTo(definition, question.body ?? [], draw));
    else if (!draw.oneIn(4)) answers[question.name] = plausible(definition, question, draw);
  }
  return answers;
}

/** Mostly an answer as a person might give it. */
function plausible(definition: Definition, question: Question, draw: Draw): unknown {
  const list = definition.choices?.[question.choices ?? ''] ?? [];
  const names = list.map(({ name }) => name);
  if (question.type === 'repeat') return Array.from({ length: draw.below(4) }, () => answersTo(definition, question.body ?? [], draw));
  if (draw.oneIn(12) || (names.length === 0 && question.type !== 'range')) return answerTo(question, draw);
  if (question.type === 'select_one') return draw.pick(names);
  if (question.type === 'range') return draw.below(11);
  return names.filter(() => draw.oneIn(question.type === 'rank' ? 1 : 3));
}
