/** Which waves and arms a pilot compares. Pure. */
import type { Arm, Wave } from '$lib/client/wave';

export interface Arms {
  baseline: Wave;
  followUp: Wave;
  test: Arm;
  control: Arm;
}

/** Waves whose arms can be compared with each other. */
export const withArms = (known: readonly Wave[]): Wave[] => known.filter(({ arms }) => (arms?.length ?? 0) > 1);

/**
 * What the address asks for where it fits, else: the last wave with two arms, the baseline
 * before it, its arm called test (or the first) against the one called control (or the next).
 * Undefined when no wave has two arms or there is none to compare it with. `known` is in order.
 */
export function chosenArms(known: readonly Wave[], asked: { baseline: string | null; followUp: string | null; test: string | null; control: string | null }): Arms | undefined {
  const measured = withArms(known);
  const followUp = measured.find(({ name }) => name === asked.followUp) ?? measured.findLast(({ kind }) => kind !== 'baseline') ?? measured.at(-1);
  const others = known.filter(({ name }) => name !== followUp?.name);
  const baseline = others.find(({ name }) => name === asked.baseline) ?? others.find(({ kind }) => kind === 'baseline') ?? others[0];
  const arms = followUp?.arms ?? [];
  const test = arms.find(({ name }) => name === asked.test) ?? arms.find(({ name }) => name === 'test' && name !== asked.control) ?? arms.find(({ name }) => name !== asked.control && name !== 'control');
  const rest = arms.filter(({ name }) => name !== test?.name);
  const control = rest.find(({ name }) => name === asked.control) ?? rest.find(({ name }) => name === 'control') ?? rest[0];
  return followUp && baseline && test && control ? { baseline, followUp, test, control } : undefined;
}
