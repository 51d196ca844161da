import { describe, expect, it } from 'vitest';
import { fitOf, moved, turned, whole, zoomed } from './view';

const picture = { width: 400, height: 200 };
const pane = { width: 200, height: 200 };

it.each([
  { name: 'as wide as the pane', turn: 0, want: 0.5 },
  { name: 'turned, as high as the pane', turn: 90, want: 0.5 },
  { name: 'upside down', turn: 180, want: 0.5 }
])('fits $name', ({ turn, want }) => expect(fitOf(picture, pane, turn)).toBe(want));
it('never enlarges a small picture by itself', () => expect(fitOf({ width: 10, height: 10 }, pane, 0)).toBe(1));
it('fits by the other side once it is turned', () => expect(fitOf({ width: 400, height: 100 }, { width: 400, height: 100 }, 90)).toBe(0.25));

describe('moving', () => {
  it('does nothing while all is seen', () => expect(moved(whole, 50, 50, picture, pane)).toEqual(whole));
  it('ends at the edge of the picture', () => expect(moved({ ...whole, zoom: 4 }, 1000, -1000, picture, pane)).toEqual({ zoom: 4, turn: 0, x: 300, y: -100 }));
});

describe('zooming', () => {
  it('ends at eight times', () => expect(zoomed(whole, 100, picture, pane).zoom).toBe(8));
  it('brings all of it back into the middle', () => expect(zoomed({ zoom: 4, turn: 0, x: 300, y: -100 }, 0.01, picture, pane)).toEqual(whole));
});

it('turns clockwise, and once around', () => expect([1, 2, 3, 4].reduce((view) => turned(view, picture, pane), whole)).toEqual(whole));
