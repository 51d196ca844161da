import type { Wave } from '$lib/client/wave';
import { expect, it } from 'vitest';
import { blankPlan, chosenLocations, firstUnsound, outlineOf, planMistakes, planOf, visitable, type PlanTyped } from './plan-typed';

const wave: Wave = { name: 'spring', title: {}, kind: 'baseline', order: 1, firstDay: '2026-05-01', lastDay: '2026-05-31', targets: [{ definition: 'visit', count: 2 }] };
const good: PlanTyped = { ...blankPlan(), wave: 'spring', definition: 'visit/3' };

it.each([
  { name: 'the least', given: good, want: { wave: 'spring', definition: { id: 'visit', version: 3 }, visits: 1, spread: true, template: {}, state: 'planned' } },
  {
    name: 'by tag, given to people',
    given: { ...good, where: 'tags', tags: ['city'], locations: ['0007'], visits: '3', finding: 'person', people: ['p', 'q'] },
    want: { tags: ['city'], visits: 3, people: ['p', 'q'], state: 'offered' }
  },
  { name: 'targets on the job board', given: { ...good, where: 'targets', finding: 'apply', people: ['p'] }, want: { targets: true, template: { board: 'apply' }, state: 'offered' } },
  {
    name: 'days and times',
    given: { ...good, spread: false, weekdays: [1, 2], hours: [{ from: '20:00', to: '00:00' }], excluded: '2026-05-14', submitAfter: '0' },
    want: { spread: false, weekdays: [1, 2], hours: [{ from: '20:00', to: '24:00' }], excludedDays: ['2026-05-14'], submitAfterDays: 0 }
  },
  { name: 'competitors only', given: { ...good, whose: 'competitor' }, want: { competitors: true } }
] as { name: string; given: PlanTyped; want: object }[])('plan: $name', ({ given, want }) => {
  expect(firstUnsound(planMistakes(given, wave))).toBeUndefined();
  expect(planOf(given)).toMatchObject(want);
});

it('says nothing of people on the board nor of visits with targets', () => {
  expect(Object.keys(planOf({ ...good, where: 'targets', finding: 'first', people: ['p'] })).sort()).toEqual(['definition', 'spread', 'state', 'targets', 'template', 'wave']);
});

it('leaves the briefing out of an outline', () => {
  const plan = planOf({ ...good, finding: 'first', content: { ...good.content, briefing: { en: 'Long.' } } });
  expect(outlineOf(plan)).toEqual({ ...plan, template: { board: 'first' } });
});

it.each([
  { name: 'nothing chosen', given: blankPlan(), with: undefined, want: 'what' },
  { name: 'no tag', given: { ...good, where: 'tags' }, with: wave, want: 'where' },
  { name: 'no location', given: { ...good, where: 'chosen' }, with: wave, want: 'where' },
  { name: 'no target for the definition', given: { ...good, where: 'targets', definition: 'call/1' }, with: wave, want: 'where' },
  { name: 'no visit', given: { ...good, visits: '0' }, with: wave, want: 'when' },
  { name: 'spread over open days', given: good, with: { ...wave, lastDay: '' }, want: 'when' },
  { name: 'days the wrong way round', given: { ...good, firstDay: '2026-06-01' }, with: wave, want: 'when' },
  { name: 'half a time', given: { ...good, hours: [{ from: '09:00', to: '' }] }, with: wave, want: 'when' },
  { name: 'a fee that is none', given: { ...good, content: { ...good.content, amount: 'some' } }, with: wave, want: 'briefing' },
  { name: 'nobody to give to', given: { ...good, finding: 'person' }, with: wave, want: 'who' }
] as { name: string; given: PlanTyped; with: Wave | undefined; want: string }[])('to be mended: $name', ({ given, with: round, want }) => expect(firstUnsound(planMistakes(given, round))).toBe(want));

const shops = [
  { code: 'a', title: 'A', tags: ['city'] },
  { code: 'b', title: 'B', competitor: true, tags: ['city'] },
  { code: 'c', title: 'C', active: { until: '2026-04-30' } },
  { code: 'd', title: 'D', active: { from: '2026-06-01' } }
];
it.each([
  { name: 'all', given: good, want: ['a', 'b', 'c', 'd'] },
  { name: 'by tag', given: { ...good, where: 'tags', tags: ['city'] }, want: ['a', 'b'] },
  { name: 'own by tag', given: { ...good, where: 'tags', tags: ['city'], whose: 'own' }, want: ['a'] },
  { name: 'one by one', given: { ...good, where: 'chosen', locations: ['c'] }, want: ['c'] }
] as { name: string; given: PlanTyped; want: string[] }[])('locations: $name', ({ given, want }) => expect(chosenLocations(given, shops).map(({ code }) => code)).toEqual(want));

it('knows which can be visited', () => expect(visitable(shops, { firstDay: '2026-05-01', lastDay: '2026-05-31' }).map(({ code }) => code)).toEqual(['a', 'b']));
