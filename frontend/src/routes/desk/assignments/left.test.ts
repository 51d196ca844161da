import { language } from '$lib/ui/language.svelte';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { leftText } from './left';

describe('leftText', () => {
  beforeAll(() => void (language.current = 'de'));
  afterAll(() => void (language.current = 'en'));

  it.each([
    { name: 'a rule of the project', given: { code: 'lockout', message: 'Visits of a location …' }, want: 'Der Testkunde war vor zu kurzer Zeit dort oder wird es sein.' },
    { name: 'an assignment that has gone', given: { code: 'unknown', message: 'There is no assignment with this id.' }, want: 'Er ist nicht mehr da.' },
    { name: 'a location that has gone', given: { code: 'unknown', location: 's1', message: 'There is no location with this code.' }, want: 'Es gibt keinen Standort mit diesem Code.' },
    { name: 'a code not known here', given: { code: 'tooMany', message: 'A plan adds at most 5000 visits at once.' }, want: 'A plan adds at most 5000 visits at once.' }
  ])('tells $name', ({ given, want }) => {
    expect(leftText(given)).toBe(want);
  });
});
