/**
 * Writes a ZIP file whose entries are stored as they are (PKWARE APPNOTE 6.3.10, method 0):
 * photos hardly shrink, and nothing that holds them has to fit into memory twice.
 */

export interface ZipEntry {
  /** With slashes; ASCII. */
  name: string;
  content: Blob;
}

const encoder = new TextEncoder();

/** The remainders of single bytes for CRC-32 (polynomial 0xedb88320). */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

/** CRC-32 of a file, read piece by piece. */
async function checksum(content: Blob): Promise<number> {
  let rest = 0xffffffff;
  for (let at = 0; at < content.size; at += 1_048_576) {
    for (const byte of new Uint8Array(await content.slice(at, at + 1_048_576).arrayBuffer())) rest = (rest >>> 8) ^ (table[(rest ^ byte) & 255] ?? 0);
  }
  return (rest ^ 0xffffffff) >>> 0;
}

/** Date and time as ZIP files tell them: local, by two seconds. */
function stamp(at: Date): [date: number, time: number] {
  return [((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(), (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1)];
}

/** The fields that an entry's own header and the directory share, from "version needed" on. */
function fields(name: Uint8Array, size: number, crc: number, at: Date): number[] {
  const [date, time] = stamp(at);
  return [...two(20), ...two(0), ...two(0), ...two(time), ...two(date), ...four(crc), ...four(size), ...four(size), ...two(name.length), ...two(0)];
}

const two = (value: number): number[] => [value & 255, (value >>> 8) & 255];
const four = (value: number): number[] => [...two(value & 0xffff), ...two(value >>> 16)];

/** Throws RangeError beyond 4 GB, which this form of the format cannot say. */
export async function zip(entries: readonly ZipEntry[], at: Date): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: number[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const bytes = encoder.encode(name);
    const shared = fields(bytes, content.size, await checksum(content), at);
    const head = new Uint8Array([...four(0x04034b50), ...shared, ...bytes]);
    directory.push(...four(0x02014b50), ...two(20), ...shared, ...two(0), ...two(0), ...two(0), ...four(0), ...four(offset), ...bytes);
    parts.push(head, content);
    offset += head.length + content.size;
  }
  if (offset + directory.length > 0xffffffff) throw new RangeError('a ZIP file of this form holds at most 4 GB');
  const end = [...four(0x06054b50), ...two(0), ...two(0), ...two(entries.length), ...two(entries.length), ...four(directory.length), ...four(offset), ...two(0)];
  return new Blob([...parts, new Uint8Array(directory), new Uint8Array(end)], { type: 'application/zip' });
}
