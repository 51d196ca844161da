/** What the list of responses shows when it was reached from a number, in words. Pure. */
import type { Definition, Question } from '$lib/engine/definition';
import type { Touchpoint } from '$lib/client/touchpoint';
import { formatNumber, pick } from '$lib/ui/language.svelte';
import { levelText, shownAs } from '../comparison/figures';
import { t as values } from '../comparison/messages-detail';
import { measureOf } from '../comparison/panels';
import { t } from './messages-behind';

/** Members of the address that tell the number. */
export const behindNames = ['indicator', 'value', 'from', 'to', 'absent', 'touchpoint', 'armsOf'] as const;
export type Behind = Partial<Record<(typeof behindNames)[number], string | null>>;

function find(body: readonly Question[], name: string): Question | undefined {
  for (const question of body) {
    const found = question.name === name ? question : find(question.body ?? [], name);
    if (found) return found;
  }
  return undefined;
}

/** What a column is called; its own name where the definition is not known. */
export function columnTitle(column: string, definition: Definition | undefined, touchpoints: readonly Touchpoint[]): string {
  const [prefix, name = ''] = column.split(':', 2);
  if (prefix === 'touchpoint' && name) return pick(touchpoints.find((one) => one.name === name)?.title) || name;
  if ((prefix === 'section' || prefix === 'question') && name) return pick(find(definition?.body ?? [], name)?.label) || name;
  return pick(definition?.indicators?.find((one) => one.name === column)?.title) || column;
}

const kindOf = (column: string, definition: Definition | undefined): string =>
  column.includes(':') ? 'score' : (definition?.indicators?.find((one) => one.name === column)?.kind ?? 'mean');

/** One value of a column: a word where its number says little. */
function valueText(column: string, definition: Definition | undefined, text: string): string {
  const value = Number(text);
  const measure = measureOf({ kind: kindOf(column, definition) });
  if (measure === 'nps') return value < 0 ? values.detractors : value > 0 ? values.promoters : values.passives;
  if (measure === 'share') return value > 0.5 ? values.yes : values.no;
  return measure === 'mean' ? formatNumber(value) : levelText(measure, shownAs(measure, value));
}

/** For example "1 on Friendliness"; '' when the list was not reached from a number. */
export function behindText(behind: Behind, definition: Definition | undefined, touchpoints: readonly Touchpoint[]): string {
  if (!behind.indicator) return '';
  const column = behind.indicator;
  const title = columnTitle(column, definition, touchpoints);
  const said = (text: string) => valueText(column, definition, text);
  if (behind.absent === 'missing') return t.missing(title);
  if (behind.absent === 'notApplicable') return t.notApplicable(title);
  if (behind.absent === 'notRelevant') return t.notRelevant(title);
  if (behind.value) return t.value(said(behind.value), title);
  if (behind.from && behind.to) return t.between(said(behind.from), said(behind.to), title);
  if (behind.from) return t.from(said(behind.from), title);
  if (behind.to) return t.to(said(behind.to), title);
  return t.any(title);
}
