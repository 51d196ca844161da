import type { LocationProgress, TargetProgress } from '$lib/client/board';

export interface WaveProgress {
  /** Assignments that are not called off. */
  planned: number;
  /** Those with a report that stands or waits for its review. */
  done: number;
  /** Reports wanted; 0 without targets. */
  target: number;
  overdue: number;
}

/** How far each wave is, from how it goes at its locations; targets of tags count for no single location. */
export function progressOf({ items, targets }: { items: readonly LocationProgress[]; targets: readonly TargetProgress[] }): Map<string, WaveProgress> {
  const waves = new Map<string, WaveProgress>();
  const at = (wave: string) => {
    const known = waves.get(wave) ?? { planned: 0, done: 0, target: 0, overdue: 0 };
    waves.set(wave, known);
    return known;
  };
  for (const { wave, planned, done, target, counts } of items) {
    const sum = at(wave);
    sum.planned += planned;
    sum.done += done;
    sum.target += target;
    sum.overdue += counts.overdue ?? 0;
  }
  for (const { wave, tag, count } of targets) if (tag) at(wave).target += count;
  return waves;
}
