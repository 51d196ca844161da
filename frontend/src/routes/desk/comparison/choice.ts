import type { Wave } from '$lib/client/wave';

/**
 * The two waves to compare: those asked for when they exist and differ, else the first
 * baseline (or first wave) with the last other wave that is a follow-up, a pilot, or any.
 * Undefined with fewer than two waves. `known` is in order.
 */
export function chosenWaves(
  known: readonly Wave[],
  baseline: string | null,
  followUp: string | null
): { baseline: Wave; followUp: Wave } | undefined {
  const first =
    known.find((wave) => wave.name === baseline) ??
    known.find((wave) => wave.kind === 'baseline' && wave.name !== followUp) ??
    known.find((wave) => wave.name !== followUp);
  const others = known.filter((wave) => wave.name !== first?.name);
  const second =
    others.find((wave) => wave.name === followUp) ??
    others.findLast((wave) => wave.kind === 'followUp') ??
    others.findLast((wave) => wave.kind === 'pilot') ??
    others.at(-1);
  return first && second ? { baseline: first, followUp: second } : undefined;
}
