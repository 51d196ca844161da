import { describe, expect, it } from 'vitest';
import { boxOf, placed, type Anchor } from './labels';

const bounds = { left: 20, top: 10, right: 600, bottom: 400 };
const radius = 9;

/** Repeatable numbers from 0 to 1 (Park and Miller's minimal standard generator). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

describe('placed', () => {
  it('puts words to the right where there is room', () =>
    expect(placed([{ x: 100, y: 100, width: 80 }], radius, bounds)).toEqual([{ x: 112, y: 105, anchor: 'start' }]));
  it('puts them to the left at the right edge', () => expect(placed([{ x: 580, y: 100, width: 80 }], radius, bounds)[0]?.anchor).toBe('end'));
  it('gives none a place where all stand on one spot', () => {
    const crowd = Array.from({ length: 40 }, () => ({ x: 300, y: 200, width: 120 }));
    expect(placed(crowd, radius, bounds).some((one) => one === undefined)).toBe(true);
  });
  it('keeps clear of obstacles', () =>
    expect(placed([{ x: 100, y: 100, width: 80 }], radius, bounds, { obstacles: [{ left: 110, top: 80, right: 300, bottom: 120 }] })[0]?.anchor).not.toBe('start'));
  it('crosses a line only where it must', () => {
    const line = { left: 150, top: 0, right: 150, bottom: 400 };
    expect(placed([{ x: 130, y: 100, width: 80 }], radius, bounds, { lines: [line] })[0]?.anchor).toBe('end');
    expect(placed([{ x: 60, y: 100, width: 200 }], radius, bounds, { lines: [line] })[0]?.anchor).toBe('start');
  });

  it('never lets words cover words, points or the edge, in 200 random pictures', () => {
    const next = numbers(7);
    for (let round = 0; round < 200; round++) {
      const points: Anchor[] = Array.from({ length: 2 + Math.floor(next() * 28) }, () => ({ x: radius + next() * 580, y: radius + next() * 380, width: 30 + next() * 140 }));
      const boxes = placed(points, radius, bounds).flatMap((one, index) => (one ? [{ index, ...boxOf(one, points[index]?.width ?? 0) }] : []));
      for (const box of boxes) {
        expect(box.left).toBeGreaterThanOrEqual(bounds.left);
        expect(box.top).toBeGreaterThanOrEqual(bounds.top);
        expect(box.right).toBeLessThanOrEqual(bounds.right);
        expect(box.bottom).toBeLessThanOrEqual(bounds.bottom);
        for (const other of boxes) {
          if (other.index !== box.index) expect(box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom).toBe(false);
        }
        for (const [index, { x, y }] of points.entries()) {
          if (index !== box.index) expect(box.left < x + radius && box.right > x - radius && box.top < y + radius && box.bottom > y - radius).toBe(false);
        }
      }
    }
  });
});
