/**
 * The position that a camera wrote into a JPEG file (the GPS directory of EXIF 2.32), read from
 * the original so that it can be written into the picture that was drawn anew.
 */

/** A GPS directory as it stood in the file; its values keep their byte order. */
export interface Position {
  littleEndian: boolean;
  entries: { tag: number; type: number; count: number; value: Uint8Array }[];
}

/** Bytes of one value by EXIF type; types that the standard does not know are left out. */
const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 };
/** The tag of the first directory that points to the GPS directory. */
const gpsPointer = 0x8825;
/** A segment of a JPEG file holds at most so many bytes. */
const segmentLimit = 65_533;
const signature = [0x45, 0x78, 0x69, 0x66, 0, 0];

/** The position in the first bytes of a JPEG file; undefined where there is none or it cannot be read. */
export function readPosition(jpeg: Uint8Array): Position | undefined {
  try {
    const tiff = tiffOf(jpeg);
    return tiff && positionIn(tiff);
  } catch (thrown) {
    // A file that breaks off or points outside of itself tells no position.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function tiffOf(jpeg: Uint8Array): Uint8Array | undefined {
  const view = viewOf(jpeg);
  if (view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 4 <= jpeg.length; ) {
    const marker = view.getUint16(at);
    if (marker < 0xffe0 || marker > 0xffef) return undefined;
    const end = at + 2 + view.getUint16(at + 2);
    if (marker === 0xffe1 && signature.every((byte, index) => jpeg[at + 4 + index] === byte)) return jpeg.subarray(at + 10, end);
    at = end;
  }
  return undefined;
}

function positionIn(tiff: Uint8Array): Position | undefined {
  const view = viewOf(tiff);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return undefined;
  const littleEndian = order === 0x4949;
  const directory = (at: number): Position['entries'] => {
    const found: Position['entries'] = [];
    const count = view.getUint16(at, littleEndian);
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      const type = view.getUint16(entry + 2, littleEndian);
      const values = view.getUint32(entry + 4, littleEndian);
      const size = (sizes[type] ?? 0) * values;
      if (size === 0 || size > segmentLimit) continue;
      const from = size <= 4 ? entry + 8 : view.getUint32(entry + 8, littleEndian);
      if (from + size > tiff.length) throw new RangeError('an entry points outside of its file');
      found.push({ tag: view.getUint16(entry, littleEndian), type, count: values, value: tiff.slice(from, from + size) });
    }
    return found;
  };
  const pointer = directory(view.getUint32(4, littleEndian)).find(({ tag }) => tag === gpsPointer);
  if (!pointer || pointer.value.length !== 4) return undefined;
  const entries = directory(viewOf(pointer.value).getUint32(0, littleEndian));
  return entries.length > 0 ? { littleEndian, entries } : undefined;
}

/** The bytes to put behind the first two of a JPEG file, so that it tells the position and nothing else. */
export function positionSegment({ littleEndian, entries }: Position): Uint8Array<ArrayBuffer> {
  const directoryAt = 26;
  const dataAt = directoryAt + 2 + entries.length * 12 + 4;
  const aside = entries.map(({ value }) => (value.length > 4 ? value.length + (value.length % 2) : 0));
  const length = dataAt + aside.reduce((sum, size) => sum + size, 0);
  const segment = new Uint8Array(10 + length);
  const head = viewOf(segment);
  head.setUint16(0, 0xffe1);
  head.setUint16(2, segment.length - 2);
  segment.set(signature, 4);
  const tiff = segment.subarray(10);
  const view = viewOf(tiff);
  const entry = (at: number, tag: number, type: number, count: number) => {
    view.setUint16(at, tag, littleEndian);
    view.setUint16(at + 2, type, littleEndian);
    view.setUint32(at + 4, count, littleEndian);
  };
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, littleEndian);
  view.setUint32(4, 8, littleEndian);
  view.setUint16(8, 1, littleEndian);
  entry(10, gpsPointer, 4, 1);
  view.setUint32(18, directoryAt, littleEndian);
  view.setUint16(directoryAt, entries.length, littleEndian);
  let free = dataAt;
  entries.forEach(({ tag, type, count, value }, index) => {
    const at = directoryAt + 2 + index * 12;
    entry(at, tag, type, count);
    if (value.length <= 4) {
      tiff.set(value, at + 8);
      return;
    }
    view.setUint32(at + 8, free, littleEndian);
    tiff.set(value, free);
    free += aside[index] ?? 0;
  });
  return segment;
}
