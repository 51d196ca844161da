/** Actions below an axis of time: bars with their titles beside them. Pure. */
import type { TrendAction } from '$lib/client/trend';
import { linear } from '$lib/ui/charts/scale';
import { pick } from '$lib/ui/language.svelte';
import { lanesOf, type Timeline } from './timeline';

export interface ActionBar {
  action: TrendAction;
  title: string;
  /** As much of the title as has room. */
  text: string;
  /** Pixels. */
  low: number;
  high: number;
  y: number;
  /** It has no last day. */
  openTo: boolean;
  /** The text stands after the bar, else before it. */
  after: boolean;
}

export const laneHeight = 22;
/** What a letter of 12 pixels takes on average; generous. */
const letter = 6.6;

/** `left` and `right` are the pixels left free at both sides, `top` is where the first row begins. */
export function actionBars(timeline: Timeline, width: number, left: number, right: number, top: number): { bars: ActionBar[]; lanes: number } {
  const x = linear([0, 1], [left, Math.max(left + 1, width - right)]);
  const placed = timeline.actions.map(({ action, from, to, openTo }) => {
    const low = x(from);
    const high = Math.max(low + 8, x(to));
    const title = pick(action.title) || action.id;
    const after = high + 10 + title.length * letter <= width || width - high >= low;
    const most = Math.max(4, Math.floor((after ? width - high - 10 : low - 6) / letter));
    const text = title.length <= most ? title : `${title.slice(0, most - 1).trimEnd()}…`;
    const wide = text.length * letter;
    return { action, title, text, low, high, openTo, after, from: after ? low : low - 6 - wide, to: after ? high + 10 + wide : high };
  });
  const rows = lanesOf(placed, 10);
  return {
    bars: placed.map(({ from: _from, to: _to, ...bar }, index) => ({ ...bar, y: top + (rows[index] ?? 0) * laneHeight })),
    lanes: rows.length === 0 ? 0 : Math.max(...rows) + 1
  };
}
