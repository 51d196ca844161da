/** Questions by their paths, such as people[2].age. */
import type { Definition, Question } from '$lib/engine/definition';
import { pick } from '$lib/ui/language.svelte';
import { answerText, plain } from './answers';
import { t } from './messages';

export type Answers = Readonly<Record<string, unknown>>;

const isAnswers = (value: unknown): value is Answers => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The instances that an answer to a repeat holds. */
export const instancesOf = (answer: unknown): Answers[] => (Array.isArray(answer) ? answer.map((one: unknown) => (isAnswers(one) ? one : {})) : []);

/** The name and place of every instance on the way of a path, and the name at its end ('' for a path to an instance). */
function stepsOf(path: string): { around: { name: string; at: number }[]; name: string } {
  const around: { name: string; at: number }[] = [];
  let name = '';
  for (const step of path.split('.')) {
    const instance = /^(.*)\[(\d+)\]$/.exec(step);
    if (instance) around.push({ name: instance[1] ?? '', at: Number(instance[2]) });
    else name = step;
  }
  return { around, name };
}

/** The answers in each instance on the way of a path, the innermost first, all answers last. */
function scopesOf(path: string, answers: Answers): Answers[] {
  const scopes = [answers];
  for (const { name, at } of stepsOf(path).around) {
    const [inner] = scopes;
    scopes.unshift(instancesOf(inner?.[name])[at - 1] ?? {});
  }
  return scopes;
}

const known = new WeakMap<Definition, Map<string, Question>>();

/** A question, section or repeat anywhere in the definition. */
export function questionNamed(definition: Definition, name: string): Question | undefined {
  let names = known.get(definition);
  if (!names) {
    const found = (names = new Map<string, Question>());
    const walk = (body: readonly Question[]) => {
      for (const question of body) {
        found.set(question.name, question);
        walk(question.body ?? []);
      }
    };
    walk(definition.body);
    known.set(definition, names);
  }
  return names.get(name);
}

/** The label of what stands at a path, with piped answers put in. */
export function ownLabel(definition: Definition, path: string, answers: Answers): string {
  const { name, around } = stepsOf(path);
  const wanted = name || around.at(-1)?.name || path;
  const label = plain(pick(questionNamed(definition, wanted)?.label, undefined, definition.defaultLanguage)) || wanted;
  return label.replace(/\$\{([^}]+)\}/g, (_, piped: string) => {
    const question = questionNamed(definition, piped.trim());
    const scope = scopesOf(path, answers).find((one) => one[piped.trim()] !== undefined);
    return (question && answerText(definition, question, scope?.[question.name])) || '…';
  });
}

/** The same behind the instances it lies in: "Members of staff 2 – Age". */
export function labelOf(definition: Definition, path: string, answers: Answers): string {
  const { around, name } = stepsOf(path);
  const instances = around.map((one) => t.instance(ownLabel(definition, one.name, answers), one.at));
  return [...instances, ...(name ? [ownLabel(definition, path, answers)] : [])].join(' – ');
}
