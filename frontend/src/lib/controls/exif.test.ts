import { describe, expect, it } from 'vitest';
import { positionSegment, readPosition } from './exif';

/** A JPEG file's head with a TIFF file in its EXIF segment, behind the given segments. */
function jpeg(tiff: number[], ...before: number[][]): Uint8Array {
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  const length = body.length + 2;
  return Uint8Array.from([0xff, 0xd8, ...before.flat(), 0xff, 0xe1, length >> 8, length & 255, ...body, 0xff, 0xda]);
}

const little = (value: number, bytes: number) => Array.from({ length: bytes }, (_, at) => (value >>> (8 * at)) & 255);
const big = (value: number, bytes: number) => little(value, bytes).reverse();
type Order = typeof little;
const entry = (order: Order, tag: number, type: number, count: number, value: number[]) => [
  ...order(tag, 2), ...order(type, 2), ...order(count, 4), ...value
];

/** Camera and position: 47° 22' 36.84" N, as a phone writes it; the camera's name must not travel on. */
function phone(order: Order): number[] {
  const mark = order === little ? [0x49, 0x49] : [0x4d, 0x4d];
  return [
    ...mark, ...order(42, 2), ...order(8, 4),
    ...order(2, 2),
    ...entry(order, 0x010f, 2, 4, [0x53, 0x6f, 0x6e, 0]),
    ...entry(order, 0x8825, 4, 1, order(38, 4)),
    ...order(0, 4),
    ...order(2, 2),
    ...entry(order, 1, 2, 2, [0x4e, 0, 0, 0]),
    ...entry(order, 2, 5, 3, order(68, 4)),
    ...order(0, 4),
    ...[47, 1, 22, 1, 3684, 100].flatMap((part) => order(part, 4))
  ];
}

describe('the position of a photo', () => {
  for (const [name, order] of [['little-endian', little], ['big-endian', big]] as const) {
    it(`is read and written again, ${name}`, () => {
      const found = readPosition(jpeg(phone(order)));
      expect(found?.entries.map(({ tag, type, count }) => [tag, type, count])).toEqual([[1, 2, 2], [2, 5, 3]]);
      expect([...(found?.entries[1]?.value ?? [])]).toEqual([47, 1, 22, 1, 3684, 100].flatMap((part) => order(part, 4)));
      if (!found) return;
      const written = Uint8Array.of(0xff, 0xd8, ...positionSegment(found), 0xff, 0xda);
      expect(readPosition(written)).toEqual(found);
      expect(Buffer.from(written).includes('Son')).toBe(false);
    });
  }

  it('is found behind other segments', () => {
    const jfif = [0xff, 0xe0, 0, 7, 0x4a, 0x46, 0x49, 0x46, 0];
    expect(readPosition(jpeg(phone(little), jfif))?.entries).toHaveLength(2);
  });

  const whole = jpeg(phone(big));
  for (const { name, given } of [
    { name: 'an empty file', given: new Uint8Array() },
    { name: 'a PNG file', given: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0) },
    { name: 'a photo without EXIF', given: Uint8Array.of(0xff, 0xd8, 0xff, 0xdb, 0, 4, 0, 0) },
    { name: 'EXIF without a position', given: jpeg([0x49, 0x49, 42, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]) },
    { name: 'a directory outside of the file', given: jpeg([0x49, 0x49, 42, 0, 255, 255, 0, 0]) },
    { name: 'a segment that breaks off', given: whole.subarray(0, 60) },
    { name: 'no byte order', given: jpeg([0, 0, 42, 0, 8, 0, 0, 0]) }
  ]) {
    it(`is unknown to ${name}`, () => expect(readPosition(given)).toBeUndefined());
  }
});
