import type { Finding } from '$lib/client/alert';
import type { CaseEvent, CaseLine } from '$lib/client/case';
import { formatDate, formatNumber, formatPercent, pick } from '$lib/ui/language.svelte';
import { t } from './messages';

/** A value of a kind of indicator: shares in percent, durations in seconds. */
function amount(of: string | undefined, value: number, digits: number): string {
  if (of === 'share' || of === 'csat') return formatPercent(value, Math.max(0, digits - 1));
  const text = formatNumber(value, { maximumFractionDigits: digits });
  return of === 'duration' ? t.seconds(text) : text;
}

/** What an alert found, in a sentence; '' for nothing. */
export function findingText(finding: Finding | undefined): string {
  if (!finding) return '';
  const title = pick(finding.title);
  if (finding.kind === 'detractor') return t.detractor(title);
  if (finding.kind === 'critical') return t.critical((finding.questions ?? []).map((question) => pick(question)).join(', '));
  const { value, threshold, of } = finding;
  if (value === undefined || threshold === undefined) return '';
  // With as many digits as tell one from the other.
  let digits = 1;
  while (digits < 9 && amount(of, value, digits) === amount(of, threshold, digits)) digits++;
  return (value < threshold ? t.below : t.above)(title || t.score, amount(of, value, digits), amount(of, threshold, digits));
}

/** A day such as 2026-05-01, in words. */
export const dayText = (day: string): string => formatDate(`${day}T00:00:00Z`, { dateStyle: 'medium', timeZone: 'UTC' });

export const stateTone = ({ state, overdue }: Pick<CaseLine, 'state' | 'overdue'>): 'danger' | 'accent' | 'warning' | 'neutral' =>
  overdue ? 'danger' : ({ open: 'warning', inProgress: 'accent', closed: 'neutral' } as const)[state];

/** What happened, in a sentence. */
export function eventText({ kind, byName, personName, outcome }: CaseEvent): string {
  const by = byName ?? t.somebody;
  switch (kind) {
    case 'opened':
      return byName ? t.didOpenedBy(byName) : t.didOpened;
    case 'assign':
      return personName ? t.didAssign(by, personName) : t.didAssignNobody(by);
    case 'note':
      return t.didNote(by);
    case 'begin':
      return t.didBegin(by);
    case 'close':
      return t.didClose(by, outcome ? t[outcome] : '');
    case 'reopen':
      return t.didReopen(by);
    case 'lapsed':
      return t.didLapsed;
    case 'renewed':
      return t.didRenewed;
    case 'erased':
      return t.didErased;
  }
}
