import type { QuestionScore } from '$lib/client/response-list';
import { formatNumber } from '$lib/ui/language.svelte';
import { t } from './messages';

/** What a question earned; '' when nothing could be earned. */
export function pointsText(score: QuestionScore | undefined): string {
  if (!score || score.notApplicable || score.notRelevant || (score.unanswered && score.possible === 0)) return '';
  const text = `${formatNumber(score.earned)} / ${formatNumber(score.possible)}`;
  return score.bonus > 0 ? `${text} ${t.plusBonus(formatNumber(score.bonus))}` : text;
}
