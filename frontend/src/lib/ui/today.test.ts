import { expect, it } from 'vitest';
import { todayIn } from './today';

it.each([
  { name: 'already tomorrow there', given: ['Pacific/Auckland', '2026-05-10T23:00:00Z'], want: '2026-05-11' },
  { name: 'still yesterday there', given: ['America/Los_Angeles', '2026-05-10T01:00:00Z'], want: '2026-05-09' }
] as const)('$name', ({ given: [zone, now], want }) => expect(todayIn(zone, new Date(now))).toBe(want));
