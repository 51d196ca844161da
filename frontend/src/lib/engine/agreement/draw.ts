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
  // Neighbouring seeds begin alike; the multiplication (Knuth's, by 2^32 divided by the golden ratio) takes them apart.
  const random = randomFrom(Math.imul(seed, 0x9e3779b1));
  random();
  const below = (count: number) => Math.floor(random() * count);
  return { below, oneIn: (count) => below(count) === 0, pick: <T>(list: readonly T[]) => list[below(list.length)] as T };
}
