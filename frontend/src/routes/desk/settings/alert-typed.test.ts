import { describe, expect, it } from 'vitest';
import { alertOf, mistakesOf, newSecret, typedOf, type TypedAlert } from './alert-typed';

const typed: TypedAlert = { ...typedOf(undefined, undefined), title: ' Slow ', threshold: '60', owner: 'ann' };

describe('alertOf', () => {
  it('sends a score with its threshold', () =>
    expect(alertOf('slow', typed, undefined)).toEqual({ id: 'slow', title: 'Slow', kind: 'scoreBelow', threshold: 60, mail: [], touchpointOwner: true, case: true, owner: 'ann', dueDays: 5, active: true }));
  it('leaves out what another kind said', () =>
    expect(alertOf('slow', { ...typed, kind: 'critical', section: 's', indicator: 'i' }, undefined)).not.toMatchObject({ threshold: expect.anything(), section: 's' }));
  it('sends shares as numbers up to 1', () => expect(alertOf('a', { ...typed, kind: 'indicatorBelow', indicator: 'clean', threshold: '12,5' }, 'share').threshold).toBe(0.125));
  it('keeps a secret that is not typed', () => expect(alertOf('a', { ...typed, hook: true, url: 'https://x.example' }, undefined).webhook).toEqual({ url: 'https://x.example' }));
  it('owes no case where there is none', () => expect(alertOf('a', { ...typed, case: false }, undefined)).not.toMatchObject({ owner: 'ann' }));
});

describe('mistakesOf', () => {
  it.each<[string, Partial<TypedAlert>, string[]]>([
    ['nothing', {}, []],
    ['no threshold', { threshold: 'x' }, ['threshold']],
    ['no indicator', { kind: 'indicatorAbove' }, ['indicator']],
    ['half a day', { dueDays: '0,5' }, ['dueDays']],
    ['no day', { dueDays: '' }, []],
    ['nobody told', { case: false, touchpointOwner: false }, ['case']]
  ])('%s', (_, change, want) => expect([...mistakesOf({ ...typed, ...change })]).toEqual(want));
});

it('makes secrets of 32 bytes, each another', () => {
  const secrets = new Set(Array.from({ length: 20 }, newSecret));
  expect(secrets.size).toBe(20);
  for (const secret of secrets) expect(atob(secret.replace('whsec_', '')).length).toBe(32);
});
