/** Draws from a seeded row of random numbers. */
import { randomFrom } from '../expr/random';

export interface Draw {
  /** From 0 up to but excluding the number. */
  below(count: number): number;
  /** True once in so many times. */
  oneIn(count: number): boolean;
  pick<T>(list: readonly T[]): T;
}

export function drawFrom(seed: number): Draw {
  const random = randomFrom(seed);
  const below = (count: number) => Math.floor(random() * count);
  return { below, oneIn: (count) => below(count) === 0, pick: <T>(list: readonly T[]) => list[below(list.length)] as T };
}
