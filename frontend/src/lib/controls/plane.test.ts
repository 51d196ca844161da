import { describe, expect, it } from 'vitest';
import { gridLines, inView, placeAt, roundLength, spotOf, viewOf, zoomed } from './plane';

const zurich = { lat: 47.3769, lon: 8.5417 };

describe('a plane', () => {
  it('is square in metres', () => {
    const view = { ...zurich, metres: 1000 };
    // A degree of latitude is about 111.2 km everywhere; one of longitude at Zurich about 75.3 km.
    const north = spotOf(view, { ...zurich, lat: zurich.lat + 0.001 });
    const east = spotOf(view, { ...zurich, lon: zurich.lon + 0.001 });
    expect(0.5 - north.y).toBeCloseTo(0.1112, 3);
    expect(east.x - 0.5).toBeCloseTo(0.0753, 3);
    expect([north.x, east.y]).toEqual([0.5, 0.5]);
  });

  for (const { name, lat, lon } of [
    { name: 'in Zurich', ...zurich },
    { name: 'in the south-west', lat: -33.45, lon: -70.66 },
    { name: 'on the date line', lat: -17.5, lon: 179.9999 },
    { name: 'on the equator', lat: 0, lon: 0 }
  ]) {
    it(`finds the place of a spot again ${name}`, () => {
      const view = { lat, lon, metres: 300 };
      for (const spot of [{ x: 0.1, y: 0.9 }, { x: 0.5, y: 0.5 }, { x: 1, y: 0 }]) {
        const again = spotOf(view, placeAt(view, spot));
        expect(again.x).toBeCloseTo(spot.x, 2);
        expect(again.y).toBeCloseTo(spot.y, 2);
      }
      expect(Math.abs(placeAt(view, { x: 1, y: 0.5 }).lon)).toBeLessThanOrEqual(180);
    });
  }

  for (const { name, given } of [
    { name: 'one place', given: [zurich] },
    { name: 'a path', given: [zurich, { lat: 47.38, lon: 8.56 }, { lat: 47.36, lon: 8.5 }] },
    { name: 'a path across the date line', given: [{ lat: 1, lon: 179.99 }, { lat: 1.01, lon: -179.98 }] }
  ]) {
    it(`shows all of ${name}`, () => {
      const view = viewOf(given);
      expect(given.every((place) => inView(view, place))).toBe(true);
      expect(view.metres).toBeGreaterThanOrEqual(20);
      expect(view.metres).toBeLessThan(10_000);
    });
  }

  it('zooms within bounds', () => {
    const view = { ...zurich, metres: 30 };
    expect([zoomed(view, 2).metres, zoomed(view, 0.1).metres, zoomed(view, 1e9).metres]).toEqual([60, 20, 2_000_000]);
  });

  it('has a grid with a line through the middle', () => {
    expect(gridLines({ ...zurich, metres: 100 })).toEqual([0.1, 0.3, 0.5, 0.7, 0.9].map((line) => expect.closeTo(line, 9)));
  });
});

describe('roundLength', () => {
  for (const [given, want] of [[25, 20], [20, 20], [19.9, 10], [7, 5], [0.3, 0.2], [99_999, 50_000]] as const) {
    it(`of ${given} is ${want}`, () => expect(roundLength(given)).toBeCloseTo(want, 9));
  }
});
