import { describe, expect, it } from 'vitest';
import { captureOf, readExif } from './exif-time';

/** A JPEG file with an EXIF segment of these texts and places; big or little endian. */
function jpeg({ taken, offset, place, little = true }: { taken?: string; offset?: string; place?: [string, number[], string, number[]]; little?: boolean }): Uint8Array<ArrayBuffer> {
  const tiff = new DataView(new ArrayBuffer(600));
  tiff.setUint16(0, little ? 0x4949 : 0x4d4d);
  tiff.setUint16(2, 42, little);
  tiff.setUint32(4, 8, little);
  let free = 200;
  const text = (value: string) => {
    const at = free;
    [...`${value}\0`].forEach((letter) => tiff.setUint8(free++, letter.charCodeAt(0)));
    return at;
  };
  const rationals = (values: number[]) => {
    const at = free;
    for (const value of values) {
      tiff.setUint32(free, value * 100, little);
      tiff.setUint32(free + 4, 100, little);
      free += 8;
    }
    return at;
  };
  const directory = (at: number, entries: [tag: number, type: number, count: number, value: number | string][]) => {
    tiff.setUint16(at, entries.length, little);
    entries.forEach(([tag, type, count, value], index) => {
      const entry = at + 2 + index * 12;
      tiff.setUint16(entry, tag, little);
      tiff.setUint16(entry + 2, type, little);
      tiff.setUint32(entry + 4, count, little);
      if (typeof value === 'string') tiff.setUint8(entry + 8, value.charCodeAt(0));
      else tiff.setUint32(entry + 8, value, little);
    });
  };
  directory(8, [[0x8769, 4, 1, 60], ...(place ? ([[0x8825, 4, 1, 100]] as [number, number, number, number][]) : [])]);
  directory(60, [
    ...(taken ? ([[0x9003, 2, 20, text(taken)]] as [number, number, number, number][]) : []),
    ...(offset ? ([[0x9011, 2, 7, text(offset)]] as [number, number, number, number][]) : [])
  ]);
  if (place) directory(100, [[1, 2, 2, place[0]], [2, 5, 3, rationals(place[1])], [3, 2, 2, place[2]], [4, 5, 3, rationals(place[3])]]);
  const file = new Uint8Array(2 + 10 + 600);
  file.set([0xff, 0xd8, 0xff, 0xe1, (608 >> 8) & 255, 608 & 255, 0x45, 0x78, 0x69, 0x66, 0, 0]);
  file.set(new Uint8Array(tiff.buffer), 12);
  return file;
}

describe('what a camera wrote into a picture', () => {
  it.each([
    ['with its offset', jpeg({ taken: '2026:05:04 17:10:30', offset: '+02:00' }), '2026-05-04T15:10:30.000Z'],
    ['big endian', jpeg({ taken: '2026:05:04 17:10:30', offset: '-05:30', little: false }), '2026-05-04T22:40:30.000Z'],
    ['in the zone of the device', jpeg({ taken: '2026:05:04 17:10:30' }), new Date('2026-05-04T17:10:30').toISOString()],
    ['blanks instead of a time', jpeg({ taken: '    :  :     :  :  ' }), undefined],
    ['an impossible time', jpeg({ taken: '2026:13:44 17:10:30', offset: '+02:00' }), undefined],
    ['no time', jpeg({}), undefined]
  ])('tells the time: %s', (_name, file, want) => {
    expect(readExif(file)?.takenAt?.toISOString()).toBe(want);
  });

  it.each([
    ['north and east', ['N', [47, 22, 36.84], 'E', [8, 32, 30]] as const, { lat: 47.3769, lon: 8.541667 }],
    ['south and west', ['S', [33, 51, 0], 'W', [70, 0, 36]] as const, { lat: -33.85, lon: -70.01 }]
  ])('tells the place: %s', (_name, place, want) => {
    const read = readExif(jpeg({ place: [place[0], [...place[1]], place[2], [...place[3]]] }))?.position;
    expect(read?.lat).toBeCloseTo(want.lat, 5);
    expect(read?.lon).toBeCloseTo(want.lon, 5);
  });

  it('is not thrown by files that break off or are none', () => {
    const whole = jpeg({ taken: '2026:05:04 17:10:30', offset: '+02:00', place: ['N', [47, 0, 0], 'E', [8, 0, 0]] });
    for (let length = 0; length < whole.length; length += 7) expect(() => readExif(whole.slice(0, length))).not.toThrow();
    expect(readExif(new TextEncoder().encode('no picture'))).toBeUndefined();
  });

  it('falls back to the time of the file, and keeps the place only where it is asked for', async () => {
    const place: [string, number[], string, number[]] = ['N', [47, 0, 0], 'E', [8, 0, 0]];
    const file = new File([jpeg({ place })], 'a.jpg', { lastModified: Date.UTC(2026, 4, 4) });
    expect(await captureOf(file, 'camera')).toEqual({ source: 'camera', takenAt: '2026-05-04T00:00:00.000Z' });
    expect(await captureOf(file, 'file', true)).toEqual({ source: 'file', takenAt: '2026-05-04T00:00:00.000Z', position: { lat: 47, lon: 8 } });
  });
});
