import { describe, expect, it } from 'vitest';
import { clock, kindsText, sizeText } from './messages-media';
import { endingOf } from './playback';

describe('endingOf', () => {
  for (const [given, want] of [
    ['audio/webm', 'webm'],
    ['audio/mpeg', 'mp3'],
    ['audio/mp4', 'm4a'],
    ['video/mp4', 'mp4'],
    ['video/quicktime', 'mov'],
    ['video/x-ms-wmv', 'xmswmv'],
    ['', 'bin']
  ] as const) {
    it(`of ${given || 'nothing'} is ${want}`, () => expect(endingOf(given)).toBe(want));
  }
});

describe('clock', () => {
  for (const [given, want] of [[0, '0:00'], [7.9, '0:07'], [60, '1:00'], [754, '12:34'], [3723, '1:02:03'], [-1, '0:00']] as const) {
    it(`shows ${given} s as ${want}`, () => expect(clock(given)).toBe(want));
  }
});

describe('sizeText', () => {
  for (const [given, want] of [[1, '1 kB'], [1024 * 20, '20 kB'], [1_048_576, '1 MB'], [1_048_576 * 12.34, '12.3 MB']] as const) {
    it(`of ${given} bytes is ${want}`, () => expect(sizeText(given).replace(/\s/, ' ')).toBe(want));
  }
});

describe('kindsText', () => {
  for (const [given, want] of [
    ['.pdf,image/*', 'PDF, pictures'],
    ['application/pdf .pdf', 'PDF'],
    ['text/csv, .xlsx, audio/*', 'CSV, XLSX, sounds'],
    ['', '']
  ] as const) {
    it(`of "${given}" is "${want}"`, () => expect(kindsText(given)).toBe(want));
  }
});
