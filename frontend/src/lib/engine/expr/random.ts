/** The Park-Miller generator ("minimal standard", Communications of the ACM 31, 1988), as ODK uses it. */

const modulus = 2_147_483_647;

/** Draws the next number; what it began with stays to be read. */
export type Random = (() => number) & { readonly seed: number };

/** Draws from 0 up to but excluding 1; the same seed (an integer) gives the same row of numbers. */
export function randomFrom(seed: number): Random {
  let state = Math.trunc(seed) % modulus;
  if (!(state > 0)) state = (state || 0) + modulus - 1;
  const draw = () => {
    state = (state * 16_807) % modulus;
    return (state - 1) / (modulus - 1);
  };
  return Object.assign(draw, { seed: Math.trunc(seed) || 0 });
}

/** The 32-bit FNV-1a hash of a question's name: it tells apart the generators of a session. */
export function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < name.length; index++) {
    hash = Math.imul(hash ^ name.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** The members in an order drawn by Fisher and Yates from the end, as ODK's randomize(). */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  const result = [...list];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
