import { expect, it } from 'vitest';
import { progressOf } from './progress';

it('sums up a wave over its locations', () => {
  const row = { title: '', counts: { planned: 1, submitted: 2, approved: 1, rejected: 5, cancelled: 7 }, target: 3, overdue: 1 };
  expect(
    progressOf([
      { ...row, wave: 'spring', location: 'a' },
      { ...row, wave: 'spring', location: 'b', counts: { returned: 1 } },
      { wave: 'autumn', location: 'a', title: '', counts: {} }
    ])
  ).toEqual(
    new Map([
      ['spring', { all: 5, done: 3, target: 6, overdue: 2 }],
      ['autumn', { all: 0, done: 0, target: 0, overdue: 0 }]
    ])
  );
});
