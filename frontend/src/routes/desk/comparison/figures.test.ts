import { describe, expect, it } from 'vitest';
import { change, changeInterval, level, levelInterval, mark, probability } from './figures';
import type { Measure } from './panels';

describe('level', () => {
  const vectors: { name: string; measure: Measure; given: number | null; want: string }[] = [
    { name: 'score', measure: 'score', given: 78.25, want: '78.3' },
    { name: 'share is stored from 0 to 1', measure: 'share', given: 0.6425, want: '64.3%' },
    { name: 'NPS carries its sign', measure: 'nps', given: -12.34, want: '−12.3' },
    { name: 'NPS above zero', measure: 'nps', given: 12.34, want: '+12.3' },
    { name: 'duration is stored in seconds', measure: 'minutes', given: 150, want: '2.5 min' },
    { name: 'mean', measure: 'mean', given: 4.005, want: '4.01' },
    { name: 'large mean', measure: 'mean', given: 1234.5, want: '1,234.50' },
    { name: 'none', measure: 'mean', given: null, want: '–' }
  ];
  it.each(vectors)('$name', ({ measure, given, want }) => expect(level(measure, given)).toBe(want));
});

describe('change', () => {
  const vectors: { name: string; measure: Measure; given: number | null; want: string }[] = [
    { name: 'share in percentage points', measure: 'share', given: -0.011, want: '−1.1 pp' },
    { name: 'duration', measure: 'minutes', given: -95, want: '−1.6 min' },
    { name: 'mean', measure: 'mean', given: 0.17, want: '+0.17' },
    { name: 'too small to show has no sign', measure: 'mean', given: -0.001, want: '0.00' },
    { name: 'none', measure: 'mean', given: null, want: '–' }
  ];
  it.each(vectors)('$name', ({ measure, given, want }) => expect(change(measure, given)).toBe(want));
});

it('writes intervals in the unit of their values', () => {
  expect([
    levelInterval('share', [0.5, 0.625]),
    changeInterval('share', [-0.02, 0.08]),
    levelInterval('nps', [-3, 4]),
    changeInterval('minutes', null)
  ]).toEqual(['50.0 to 62.5', '−2.0 to +8.0', '−3.0 to 4.0', '–']);
});

describe('probability', () => {
  const vectors = [
    { name: 'never a false zero', given: 1e-12, want: '<\u00A00.001' },
    { name: 'at the border', given: 0.001, want: '0.001' },
    { name: 'usual', given: 0.0412, want: '0.041' },
    { name: 'just below 5 %', given: 0.0497, want: '0.04970' },
    { name: 'just above 5 %', given: 0.05004, want: '0.05004' },
    { name: 'one', given: 1, want: '1.000' },
    { name: 'none', given: null, want: '–' }
  ];
  it.each(vectors)('$name', ({ given, want }) => expect(probability(given)).toBe(want));
});

it('marks axes without trailing zeros', () => expect([-0.5, 3, 1000].map(mark)).toEqual(['−0.5', '3', '1,000']));
