/** The order shown: as answered as far as it is still offered, then what is offered besides, in its own order. */
export function orderOf(offered: readonly string[], answer: unknown): string[] {
  const ranked = Array.isArray(answer) ? (answer as unknown[]).filter((name): name is string => offered.some((one) => one === name)) : [];
  const known = [...new Set(ranked)];
  return [...known, ...offered.filter((name) => !known.includes(name))];
}

/** The order after the one at a place went to another place; places outside are the ends. */
export function moved(order: readonly string[], from: number, to: number): string[] {
  const next = [...order];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(Math.max(0, Math.min(to, next.length)), 0, one);
  return next;
}

/** Where a dragged row belongs: the place of the row whose middle its own has passed. */
export function placeAt(middle: number, from: number, middles: readonly number[]): number {
  let place = from;
  while (place > 0 && middle < (middles[place - 1] ?? -Infinity)) place--;
  while (place < middles.length - 1 && middle > (middles[place + 1] ?? Infinity)) place++;
  return place;
}
