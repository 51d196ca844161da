import { expect, it } from 'vitest';
import { daysText } from './days';
import { everyPage } from './every-page';
import { nextOrder, wholeNumber } from './order';
import { firstWords, languagesFor, trimmed } from './text-map';

it.each([
  { name: 'both', given: { firstDay: '2026-05-01', lastDay: '2026-05-31' }, want: /1.*–.*31/ },
  { name: 'one day', given: { firstDay: '2026-05-01', lastDay: '2026-05-01' }, want: /^[^–]*2026$/ },
  { name: 'from', given: { firstDay: '2026-05-01' }, want: /^from .*2026$/ },
  { name: 'until', given: { lastDay: '2026-05-01' }, want: /^until .*2026$/ },
  { name: 'open', given: {}, want: /^$/ }
])('days: $name', ({ given, want }) => expect(daysText(given)).toMatch(want));

it('gathers all pages, also past empty ones', async () => {
  const pages: Record<string, { items: number[]; next?: string }> = { first: { items: [1], next: 'b' }, b: { items: [], next: 'c' }, c: { items: [2, 3] } };
  expect(await everyPage(async (after) => pages[after ?? 'first'] ?? { items: [] })).toEqual([1, 2, 3]);
});

it.each([
  { name: 'none', given: [], want: 1 },
  { name: 'gaps and negatives', given: [{ order: -3 }, { order: 7 }], want: 8 }
])('next order: $name', ({ given, want }) => expect(nextOrder(given)).toBe(want));

it.each([
  { given: ' 12 ', want: 12 },
  { given: '-1', want: -1 },
  { given: '1.5', want: undefined },
  { given: '', want: undefined },
  { given: '1234567890', want: undefined }
])('whole number: "$given"', ({ given, want }) => expect(wholeNumber(given)).toBe(want));

const project = { id: 'p', title: 'P', timeZone: 'UTC', languages: ['de', 'en'], createdAt: '' };
it('writes in the project’s languages and those the text has', () => expect(languagesFor(project, { fr: 'Caisse', en: 'Till' })).toEqual(['de', 'en', 'fr']));
it('leaves out languages that say nothing', () => expect(trimmed({ en: ' Till ', de: ' ', fr: undefined })).toEqual({ en: 'Till' }));
it('suggests from the first language that says something', () => expect(firstWords({ de: ' ', en: ' Till' }, ['de', 'en'])).toBe('Till'));
