import type { LocationProgress, Stage } from '$lib/client/board';

export interface WaveProgress {
  /** Assignments that are not called off. */
  all: number;
  /** Those with a report that stands or waits for its review. */
  done: number;
  /** Reports wanted; 0 without targets. */
  target: number;
  overdue: number;
}

const open: readonly Stage[] = ['planned', 'offered', 'accepted', 'inProgress', 'returned'];
const reported: readonly Stage[] = ['submitted', 'approved'];

const sum = (counts: LocationProgress['counts'], wanted: readonly Stage[]): number => wanted.reduce((total, stage) => total + (counts[stage] ?? 0), 0);

/** How far each wave is, from how it goes at its locations. */
export function progressOf(rows: readonly LocationProgress[]): Map<string, WaveProgress> {
  const waves = new Map<string, WaveProgress>();
  for (const { wave, counts, target = 0, overdue = 0 } of rows) {
    const before = waves.get(wave) ?? { all: 0, done: 0, target: 0, overdue: 0 };
    const done = sum(counts, reported);
    waves.set(wave, { all: before.all + done + sum(counts, open), done: before.done + done, target: before.target + target, overdue: before.overdue + overdue });
  }
  return waves;
}
