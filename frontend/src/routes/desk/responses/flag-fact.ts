import type { Flag } from '$lib/client/response-list';
import { lengthText } from '$lib/controls/messages-place';
import { formatInstant } from '$lib/ui/language.svelte';
import { formatMoney } from '$lib/ui/money';
import { spanText } from './answers';
import { t } from './messages';
import { isKnown } from './messages-flags';

const metres = new Set(['outsideRadius', 'positionPoor']);

/** What a flag measured, as people read it: a distance, a span of time, an instant, an amount or the raw value; '' for nothing to add. */
export function flagFact({ code, value, message }: Pick<Flag, 'code' | 'value' | 'message'>, timeZone: string, currency?: string): string {
  if (typeof value === 'number') {
    if (metres.has(code)) return lengthText(value);
    if (code === 'tooFast') return spanText(value);
    if (code === 'expensesOverLimit' && currency) return formatMoney({ amount: value, currency });
  }
  if (code === 'photoOld' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) return formatInstant(value, timeZone);
  if (code === 'constraint' || code === 'budget' || !isKnown(code)) return message;
  if (value === undefined || value === null || (typeof value === 'object' && 'response' in value)) return '';
  return t.rawValue(typeof value === 'string' ? value : JSON.stringify(value));
}
