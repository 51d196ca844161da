import { expect, it } from 'vitest';
import { monthOf } from './period';

it.each([
  { name: 'this month', given: ['2026-05-17', 0], want: { from: '2026-05-01', to: '2026-05-31' } },
  { name: 'the one before the first of a year', given: ['2026-01-03', 1], want: { from: '2025-12-01', to: '2025-12-31' } },
  { name: 'a February of a leap year', given: ['2028-03-31', 1], want: { from: '2028-02-01', to: '2028-02-29' } }
] as const)('$name', ({ given: [day, before], want }) => expect(monthOf(day, before)).toEqual(want));
