import { describe, expect, it } from 'vitest';
import type { Job } from '$lib/client/field-assignment';
import { arrange } from './job-search.svelte';
import { distance } from './whereabouts';

const here = { lat: 47.3769, lon: 8.5417 };
const job = (id: string, more: Partial<Job['assignment']>, position?: { lat: number; lon: number }, refused = false): Job => ({
  assignment: { id, project: 'p', wave: 'w', definition: { id: 'd', version: 1 }, location: id, person: '', ...more },
  project: { id: 'p', title: 'P', timeZone: 'Europe/Zurich' },
  location: { code: id, title: id, ...(position ? { position } : {}) },
  wave: { name: 'w', title: {} },
  definition: { name: 'd', title: {} },
  refusals: refused ? [{ code: 'lockout', message: 'No.' }] : null,
  applied: false
});
const fee = (amount: number) => ({ fee: { amount, currency: 'CHF' } });
const jobs = [
  job('bern', { lastDay: '2026-06-01', ...fee(30) }, { lat: 46.948, lon: 7.4474 }),
  job('next', { lastDay: '2026-06-30', ...fee(10) }, { lat: 47.377, lon: 8.542 }),
  job('nowhere', { ...fee(50) }),
  job('barred', { lastDay: '2026-05-20' }, { lat: 47.4, lon: 8.55 }, true)
];
const ids = (...settings: [Parameters<typeof arrange>[1], Parameters<typeof arrange>[2], Parameters<typeof arrange>[3]]) => arrange(jobs, ...settings).map((found) => found.job.assignment.id);

describe('the board', () => {
  it.each([
    ['by the last day, open ends last', undefined, 'day', 'all', ['barred', 'bern', 'next', 'nowhere']],
    ['by distance, unknown places last', here, 'distance', 'all', ['next', 'barred', 'bern', 'nowhere']],
    ['by fee', here, 'fee', 'all', ['nowhere', 'bern', 'next', 'barred']],
    ['only what can be had', here, 'day', 'possible', ['bern', 'next', 'nowhere']],
    ['within five kilometres', here, 'day', 'near5', ['barred', 'next']],
    ['nearness needs a position', undefined, 'distance', 'near5', []]
  ] as const)('%s', (_name, place, order, choice, want) => {
    expect(ids(place, order, choice)).toEqual(want);
  });
});

describe('distance', () => {
  it.each([
    ['the same place', here, here, 0],
    ['one degree of latitude', { lat: 0, lon: 0 }, { lat: 1, lon: 0 }, 111_195.08],
    ['half around the earth', { lat: 0, lon: 0 }, { lat: 0, lon: 180 }, Math.PI * 6_371_008.8],
    ['over the date line', { lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 }, 111_195.08]
  ])('%s', (_name, from, to, want) => {
    expect(distance(from, to)).toBeCloseTo(want, 1);
  });
});
