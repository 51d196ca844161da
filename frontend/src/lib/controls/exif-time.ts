/** When and where a picture was taken, as its camera wrote it into the file (EXIF 2.32). */
import type { Geopoint } from '$lib/engine';

/** What is known of a picture. */
export interface Capture {
  /** ISO 8601 in UTC. */
  takenAt?: string;
  position?: Geopoint;
  source?: 'camera' | 'file';
}

/** Cameras write this near the beginning of the file. */
const headLength = 262_144;
const tags = { exif: 0x8769, gps: 0x8825, taken: 0x9003, offset: 0x9011 } as const;

/**
 * What is known of a picture that was just taken or chosen: the camera's own time, else that of
 * the file. The position only where it is asked for.
 */
export async function captureOf(file: File, source: 'camera' | 'file', withPosition = false): Promise<Capture> {
  const directory = readExif(new Uint8Array(await file.slice(0, headLength).arrayBuffer()));
  const taken = directory?.takenAt ?? (file.lastModified > 0 ? new Date(file.lastModified) : undefined);
  const position = withPosition ? directory?.position : undefined;
  return { source, ...(taken ? { takenAt: taken.toISOString() } : {}), ...(position ? { position } : {}) };
}

/** Reads the EXIF segment of a JPEG file; undefined where there is none or it cannot be read. */
export function readExif(jpeg: Uint8Array): { takenAt?: Date; position?: Geopoint } | undefined {
  try {
    const tiff = tiffOf(jpeg);
    if (!tiff) return undefined;
    const reader = new Directories(tiff);
    const first = reader.entries(reader.long(4));
    const takenAt = takenIn(reader, first);
    const position = positionIn(reader, first);
    return { ...(takenAt ? { takenAt } : {}), ...(position ? { position } : {}) };
  } catch (thrown) {
    // A file that breaks off or points outside of itself tells nothing.
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

function tiffOf(jpeg: Uint8Array): DataView | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 10 <= view.byteLength; ) {
    const marker = view.getUint16(at);
    if (marker < 0xffe0 || marker > 0xffef) return undefined;
    const length = view.getUint16(at + 2);
    const exif = marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966;
    if (exif) return new DataView(jpeg.buffer, jpeg.byteOffset + at + 10, Math.min(length - 8, view.byteLength - at - 10));
    at += 2 + length;
  }
  return undefined;
}

interface Entry {
  count: number;
  /** Where its values stand. */
  at: number;
}

class Directories {
  readonly #little: boolean;

  constructor(private readonly view: DataView) {
    this.#little = view.getUint16(0) === 0x4949;
  }

  long(at: number): number {
    return this.view.getUint32(at, this.#little);
  }

  /** The entries of a directory by tag; values longer than four bytes stand elsewhere. */
  entries(at: number): Map<number, Entry> {
    const found = new Map<number, Entry>();
    const count = this.view.getUint16(at, this.#little);
    for (let entry = at + 2; entry < at + 2 + count * 12; entry += 12) {
      const size = ({ 1: 1, 2: 1, 3: 2, 5: 8, 7: 1, 10: 8 }[this.view.getUint16(entry + 2, this.#little)] ?? 4) * this.long(entry + 4);
      found.set(this.view.getUint16(entry, this.#little), { count: this.long(entry + 4), at: size > 4 ? this.long(entry + 8) : entry + 8 });
    }
    return found;
  }

  text({ at, count }: Entry): string {
    return Array.from({ length: Math.min(count, 64) }, (_, index) => String.fromCharCode(this.view.getUint8(at + index)))
      .join('')
      .replace(/\0.*$/s, '');
  }

  /** Degrees, minutes and seconds as one number of degrees. */
  degrees({ at, count }: Entry): number {
    return Array.from({ length: Math.min(count, 3) }, (_, part) => this.long(at + part * 8) / this.long(at + part * 8 + 4) / 60 ** part).reduce((sum, part) => sum + part, 0);
  }
}

/** The moment of taking; without an offset it is meant in this device's time zone, as phones write it. */
function takenIn(reader: Directories, first: Map<number, Entry>): Date | undefined {
  const pointer = first.get(tags.exif);
  const exif = pointer && reader.entries(reader.long(pointer.at));
  const taken = exif?.get(tags.taken);
  const [, day, time] = (taken && /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)/.exec(reader.text(taken))) ?? [];
  if (!day || !time) return undefined;
  const offset = exif?.get(tags.offset);
  const zone = (offset && /^[+-]\d\d:\d\d/.exec(reader.text(offset))?.[0]) ?? '';
  const moment = new Date(`${day.replaceAll(':', '-')}T${time}${zone}`);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

function positionIn(reader: Directories, first: Map<number, Entry>): Geopoint | undefined {
  const pointer = first.get(tags.gps);
  const gps = pointer && reader.entries(reader.long(pointer.at));
  const [south, latitude, west, longitude] = [1, 2, 3, 4].map((tag) => gps?.get(tag));
  if (!latitude || !longitude) return undefined;
  const lat = reader.degrees(latitude) * (south && reader.text(south).startsWith('S') ? -1 : 1);
  const lon = reader.degrees(longitude) * (west && reader.text(west).startsWith('W') ? -1 : 1);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}
