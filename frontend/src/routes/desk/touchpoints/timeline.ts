/** Where waves and actions stand on an axis of time. Pure. */
import type { TrendAction } from '$lib/client/trend';
import type { Wave } from '$lib/client/wave';

/** A span on the axis, from 0 (its left end) to 1; open ends reach the end of the axis. */
export interface Spot {
  from: number;
  to: number;
  middle: number;
}

export interface Timeline {
  /** By the name of a wave. */
  waves: Map<string, Spot>;
  /** Actions with a place on the axis. */
  actions: { action: TrendAction; from: number; to: number; openFrom: boolean; openTo: boolean }[];
  /** Distances are those of the calendar. Else waves stand side by side and actions have no place. */
  dated: boolean;
}

const dayLength = 86_400_000;
const start = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const end = (day: string): number => start(day) + dayLength;

/** Waves take their place by the calendar when each says a day, else in their order. */
export function timelineOf(waves: readonly Wave[], actions: readonly TrendAction[]): Timeline {
  const spans = waves.map(({ firstDay, lastDay }) => ({
    from: firstDay ? start(firstDay) : lastDay ? start(lastDay) : Number.NaN,
    to: lastDay ? end(lastDay) : firstDay ? end(firstDay) : Number.NaN
  }));
  if (waves.length === 0 || spans.some(({ from }) => Number.isNaN(from))) return { waves: sideBySide(waves), actions: [], dated: false };

  const known = actions.flatMap(({ firstDay, lastDay }) => [...(firstDay ? [start(firstDay)] : []), ...(lastDay ? [end(lastDay)] : [])]);
  const low = Math.min(...spans.map(({ from }) => from), ...known);
  const high = Math.max(...spans.map(({ to }) => to), ...known);
  // Room at both ends, so that no mark stands on the edge.
  const room = Math.max(dayLength, (high - low) * 0.08);
  const at = (time: number) => (time - low + room) / (high - low + 2 * room);
  return {
    waves: new Map(waves.map(({ name }, index) => [name, spotOf(spans[index] ?? { from: low, to: low }, at)])),
    actions: actions
      .filter(({ firstDay, lastDay }) => firstDay ?? lastDay)
      .map((action) => ({
        action,
        from: action.firstDay ? at(start(action.firstDay)) : 0,
        to: action.lastDay ? at(end(action.lastDay)) : 1,
        openFrom: !action.firstDay,
        openTo: !action.lastDay
      }))
      .sort((a, b) => a.from - b.from),
    dated: true
  };
}

function spotOf({ from, to }: { from: number; to: number }, at: (time: number) => number): Spot {
  return { from: at(from), to: at(to), middle: at((from + to) / 2) };
}

const sideBySide = (waves: readonly Wave[]): Map<string, Spot> =>
  new Map(
    waves.map(({ name }, index) => {
      const middle = (index + 0.5) / waves.length;
      return [name, { from: middle, to: middle, middle }];
    })
  );

/** Puts things side by side into as few rows as they fit, in their order: the row of each. Spans are in one unit. */
export function lanesOf(spans: readonly { from: number; to: number }[], gap: number): number[] {
  const ends: number[] = [];
  return spans.map(({ from, to }) => {
    const free = ends.findIndex((taken) => taken + gap <= from);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = to;
    return lane;
  });
}
