import { expect, it } from 'vitest';
import { progressOf } from './progress';

it('sums up a wave over its locations and adds the targets of tags', () => {
  const row = { title: '', wave: 'spring', planned: 5, done: 3, target: 4, counts: { overdue: 1 } };
  expect(
    progressOf({
      items: [
        { ...row, location: 'a' },
        { ...row, location: 'b', planned: 1, done: 0, counts: {} },
        { ...row, location: 'a', wave: 'autumn', planned: 0, done: 0, target: 0, counts: {} }
      ],
      targets: [
        { wave: 'spring', definition: 'visit', count: 10, tag: 'city', planned: 6, done: 3 },
        { wave: 'spring', definition: 'visit', count: 4, planned: 6, done: 3 }
      ]
    })
  ).toEqual(
    new Map([
      ['spring', { planned: 6, done: 3, target: 18, overdue: 1 }],
      ['autumn', { planned: 0, done: 0, target: 0, overdue: 0 }]
    ])
  );
});
