import { describe, expect, it } from 'vitest';
import { accentOf, contrast } from './brand';

const parts = (hex: string) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as readonly [number, number, number];

describe('brand colour', () => {
  for (const given of ['#0b5d64', '#ffdd00', '#ffffff', '#000000', '#ff0000', '#7f7f7f', '#00ff88']) {
    for (const scheme of ['light', 'dark'] as const) {
      it(`${given} is readable on ${scheme} ground`, () => {
        const made = accentOf(given, scheme);
        if (!made) throw new Error('no accent');
        expect(contrast(parts(made.accent), parts(made.ink))).toBeGreaterThanOrEqual(4.5);
        expect(contrast(parts(made.accent), parts(made.soft))).toBeGreaterThanOrEqual(4.5);
      });
    }
  }
  it('leaves a good colour as it is', () => expect(accentOf('#0b5d64', 'light')?.accent).toBe('#0b5d64'));
  it('takes nothing that is no colour', () => expect(accentOf('red;}', 'light')).toBeUndefined());
});
