import type { Verdict } from '$lib/client/comparison';
import { count, onePerTouchpoint } from './rows';
import { t } from './messages';

/** The finding in one sentence, over all the rows given. */
export function findingOf(rows: readonly { verdict: Verdict; touchpoint?: string }[]): string {
  const counts = count(rows);
  const noun = onePerTouchpoint(rows) ? 'touchpoint' : 'indicator';
  const parts = [
    counts.improved + counts.worsened > 0
      ? t.findingSome(noun, rows.length, counts.improved, counts.worsened)
      : t.findingNone(noun, rows.length),
    counts.unchanged > 0 && t.findingUnchanged(counts.unchanged),
    counts.undecided > 0 && t.findingUndecided(counts.undecided),
    counts.noTest > 0 && t.findingNoTest(counts.noTest)
  ];
  return parts.filter(Boolean).join(', ');
}
