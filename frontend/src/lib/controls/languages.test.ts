import { describe, expect, it } from 'vitest';
import { choose, directionOf, languagesOf } from './languages';

describe('choose', () => {
  for (const { name, given, want } of [
    { name: 'exact tag', given: [['en', 'de-CH', 'de'], ['de-CH']], want: 'de-CH' },
    { name: 'language of a regional wish', given: [['en', 'de'], ['de-AT', 'en']], want: 'de' },
    { name: 'regional offer for a bare wish', given: [['en', 'pt-BR'], ['pt']], want: 'pt-BR' },
    { name: 'a missing wish is passed over', given: [['de', 'fr'], [null, undefined, 'it', 'fr']], want: 'fr' },
    { name: 'else the default', given: [['de', 'fr'], ['ja']], want: 'de' }
  ] as { name: string; given: [string[], (string | null | undefined)[]]; want: string }[]) {
    it(name, () => expect(choose(given[0], given[1])).toBe(want));
  }
});

describe('languagesOf', () => {
  it('puts the default first and looks into sections', () => {
    const body = [{ type: 'section', name: 's', body: [{ type: 'text', name: 'a', label: { fr: 'x' } }] }];
    expect(languagesOf({ id: 'd', version: 1, kind: 'customer', title: { en: 'T', de: 'T' }, defaultLanguage: 'de', body })).toEqual(['de', 'en', 'fr']);
  });
});

describe('directionOf', () => {
  it('knows right-to-left scripts', () => expect(['ar', 'he-IL', 'de'].map(directionOf)).toEqual(['rtl', 'rtl', 'ltr']));
});
