import { describe, expect, it } from 'vitest';
import { fitted, isHeic, photoWishes } from './photo';

describe('fitted', () => {
  for (const { name, given, want } of [
    { name: 'landscape', given: [4000, 3000, 2048], want: { width: 2048, height: 1536 } },
    { name: 'portrait', given: [3000, 4000, 1000], want: { width: 750, height: 1000 } },
    { name: 'small stays', given: [640, 480, 2048], want: { width: 640, height: 480 } },
    { name: 'never nothing', given: [10000, 3, 100], want: { width: 100, height: 1 } }
  ] as const) {
    it(name, () => expect(fitted(given[0], given[1], given[2])).toEqual(want));
  }
});

describe('photoWishes', () => {
  for (const { name, given, want } of [
    { name: 'nothing asked', given: undefined, want: { keepPosition: false } },
    { name: 'numbers', given: { maxPixels: 1024, keepPosition: true }, want: { maxPixels: 1024, keepPosition: true } },
    { name: 'texts of a spreadsheet', given: { maxPixels: '640', keepPosition: 'true' }, want: { maxPixels: 640, keepPosition: true } },
    { name: 'nonsense', given: { maxPixels: 'many', keepPosition: 'perhaps' }, want: { keepPosition: false } },
    { name: 'zero', given: { maxPixels: 0 }, want: { keepPosition: false } },
    { name: 'below zero', given: { maxPixels: -5 }, want: { keepPosition: false } }
  ]) {
    it(name, () => expect(photoWishes(given)).toEqual(want));
  }
});

describe('isHeic', () => {
  const box = (text: string) => Uint8Array.from('\0\0\0\x18' + text, (letter) => letter.charCodeAt(0));
  for (const { name, given, want } of [
    { name: 'a phone’s picture', given: box('ftypheic'), want: true },
    { name: 'a sequence', given: box('ftypmsf1'), want: true },
    { name: 'a film', given: box('ftypmp42'), want: false },
    { name: 'another box', given: box('moovheic'), want: false },
    { name: 'JPEG', given: Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), want: false },
    { name: 'nothing', given: new Uint8Array(), want: false }
  ]) {
    it(name, () => expect(isHeic(given)).toBe(want));
  }
});
