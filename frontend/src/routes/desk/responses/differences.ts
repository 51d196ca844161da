/** What differs between two revisions of a report. */
import type { Definition, Question } from '$lib/engine/definition';
import { answerText } from './answers';
import { type Answers, instancesOf, labelOf } from './paths';

export interface Difference {
  path: string;
  label: string;
  /** As people read it; '' for no answer. */
  before: string;
  after: string;
}

/** Types that nobody answers: what is measured or calculated follows from the rest. */
const derived = new Set(['note', 'start', 'end', 'today', 'deviceid', 'username', 'audit', 'calculate', 'hidden']);

interface Leaf {
  text: string;
  /** Tells answers apart that read alike, such as two photos of one name. */
  exact: string;
}

/** JSON with members in the order of their names, so that equal answers look equal. */
const exactly = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one
  );

function collect(definition: Definition, body: readonly Question[], around: string, answers: Answers, found: Map<string, Leaf>): void {
  for (const question of body) {
    const path = around ? `${around}.${question.name}` : question.name;
    const given = answers[question.name];
    if (question.type === 'repeat') {
      for (const [index, inside] of instancesOf(given).entries()) collect(definition, question.body ?? [], `${path}[${index + 1}]`, inside, found);
    } else if (question.body) collect(definition, question.body, around, answers, found);
    else if (!derived.has(question.type) && given !== undefined && given !== null && given !== '') found.set(path, { text: answerText(definition, question, given), exact: exactly(given) });
  }
}

/** The answers that differ, in the order of the definition; those of instances that are gone come last. */
export function differencesOf(definition: Definition, before: Answers, after: Answers): Difference[] {
  const [old, fresh] = [before, after].map((answers) => {
    const found = new Map<string, Leaf>();
    collect(definition, definition.body, '', answers, found);
    return found;
  }) as [Map<string, Leaf>, Map<string, Leaf>];
  const order = new Map([...definitionOrder(definition)].map((name, at) => [name, at]));
  const at = (path: string) => order.get(path.replace(/\[\d+\]/g, '')) ?? order.size;
  return [...new Set([...old.keys(), ...fresh.keys()])]
    .filter((path) => old.get(path)?.exact !== fresh.get(path)?.exact)
    .sort((a, b) => at(a) - at(b))
    .map((path) => ({
      path,
      label: labelOf(definition, path, fresh.has(path) ? after : before),
      before: old.get(path)?.text ?? '',
      after: fresh.get(path)?.text ?? ''
    }));
}

/** Every path of the definition without the numbers of instances, in order. */
function* definitionOrder(definition: Definition): Generator<string> {
  function* walk(body: readonly Question[], around: string): Generator<string> {
    for (const question of body) {
      const path = around ? `${around}.${question.name}` : question.name;
      if (question.type === 'repeat') yield* walk(question.body ?? [], path);
      else if (question.body) yield* walk(question.body, around);
      else yield path;
    }
  }
  yield* walk(definition.body, '');
}
