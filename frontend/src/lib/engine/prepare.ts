/**
 * What simple definitions do not use is fetched when a definition asks for it. One rule: `await prepare(definition)` before
 * `compile(definition)`; it reads the definition's expressions and resolves when everything they need is there.
 */
import { defaultExpression } from './compile';
import type { Definition, Question } from './definition';
import { loadAllFunctions, loadFunctions } from './expr/functions';

export async function prepare(definition: Definition): Promise<void> {
  await loadFunctions(expressionsOf(definition.body).join('\n'));
}

/** Fetches the whole language. */
export async function prepareAll(): Promise<void> {
  await loadAllFunctions();
}

function expressionsOf(body: readonly Question[]): string[] {
  return body.flatMap((question) => {
    const { relevant, required, constraint, calculation, readOnly, count, choiceFilter } = question;
    const own = [relevant, required, constraint, calculation, readOnly, count, choiceFilter, defaultExpression(question.default)];
    return [...own.filter((source) => typeof source === 'string'), ...expressionsOf(question.body ?? [])];
  });
}
