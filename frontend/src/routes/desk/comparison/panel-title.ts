import { mark } from './figures';
import { t } from './messages';
import type { Panel } from './panels';

/** What a panel plots and on which scale. A unit such as "of 5" only repeats the scale and is left out. */
export function panelTitle({ role, measure, bounds, unit }: Pick<Panel, 'role' | 'measure' | 'bounds' | 'unit'>): string {
  if (role === 'composite') return t.panelComposites;
  if (role === 'section') return t.panelSections;
  if (role === 'question') return t.panelQuestions;
  switch (measure) {
    case 'score':
      return t.panelScore;
    case 'share':
      return t.panelShare;
    case 'nps':
      return t.panelNps;
    case 'minutes':
      return t.panelMinutes;
    case 'mean':
      return bounds ? t.panelMean(mark(bounds[0]), mark(bounds[1]), unit.includes(String(bounds[1])) ? '' : unit) : t.panelOpen(unit);
  }
}
