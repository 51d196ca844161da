import { describe, expect, it } from 'vitest';
import type { Project } from '$lib/client/project';
import { changeOf, mistakesOf, typedOf, type Typed } from './typed';

const project: Project = { id: 'p', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'], createdAt: '', rules: { radius: 300, secondReviewer: true } };
const typed = (change: Partial<Typed> = {}, numbers: Partial<Typed['numbers']> = {}): Typed => {
  const before = typedOf(project);
  return { ...before, ...change, numbers: { ...before.numbers, ...numbers } };
};

describe('mistakes', () => {
  it.each([
    { name: 'none', given: typed(), want: [] },
    { name: 'a blank title', given: typed({ title: ' ' }), want: ['title'] },
    { name: 'an unknown zone', given: typed({ timeZone: 'Europe/Nowhere' }), want: ['timeZone'] },
    { name: 'no language', given: typed({ languages: [] }), want: ['languages'] },
    { name: 'no code of a language', given: typed({ languages: ['english!'] }), want: ['languages'] },
    { name: 'nothing counts', given: typed({ counted: [] }), want: ['countedStates'] },
    { name: 'numbers that are none, or too large', given: typed({}, { perDay: '-1', radius: '100001', remindDays: '2.5' }), want: ['perDay', 'radius', 'remindDays'] }
  ])('$name', ({ given, want }) => expect([...mistakesOf(given)]).toEqual(want));
});

describe('change', () => {
  it.each([
    { name: 'nothing', given: typed(), want: {} },
    { name: 'only what differs', given: typed({ title: ' Shops ' }), want: { title: 'Shops' } },
    { name: 'the usual states are not sent again', given: typed({ counted: ['approved', 'submitted', 'inReview'] }), want: {} },
    { name: 'other states', given: typed({ counted: ['approved'] }), want: { countedStates: ['approved'] } },
    { name: 'rules go whole', given: typed({}, { perDay: '3' }), want: { rules: { perDay: 3, radius: 300, secondReviewer: true } } },
    { name: 'a rule is taken out', given: typed({ secondReviewer: false }, { radius: '' }), want: { rules: {} } }
  ])('$name', ({ given, want }) => expect(changeOf(given, project)).toEqual(want));
});
