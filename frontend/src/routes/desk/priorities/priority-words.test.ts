import { expect, it } from 'vitest';
import { matrixOf } from './matrix';
import { findingOf } from './priority-words';

const outcome = { name: 'nps', title: { en: 'Recommendation', de: 'Empfehlung' }, kind: 'nps', definition: 'survey' };
const matrix = matrixOf({ points: [], means: { importance: null, performance: null } }, 'means');
const told = (rSquared: number, modelP?: number | null) => findingOf(matrix, 'means', { importance: 'derived', outcome, rSquared, modelP });

it('ranks nothing where the outcome is hardly explained, or no better than by chance', () => {
  const ranked = told(0.4, 0.001);
  expect(told(0.4)).toBe(ranked);
  expect(told(0.04, 0.001)).not.toBe(ranked);
  expect(told(0.4, 0.2)).not.toBe(ranked);
  expect(told(0.4, 0.2)).toContain('Recommendation');
});
