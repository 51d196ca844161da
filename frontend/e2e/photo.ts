// A photo as a phone takes it: large, and with the place hidden in the file.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

/** EXIF with a GPS directory (N 47°, E 8°) and at will the mark of a camera held upright, as an APP1 segment of a JPEG file. */
function exif(upright: boolean): Buffer {
  const gps = upright ? 38 : 26;
  const values = gps + 54;
  const tiff = Buffer.alloc(values + 16);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  // First directory: the orientation (6: to be turned by a quarter), and where the GPS directory is.
  tiff.writeUInt16LE(upright ? 2 : 1, 8);
  if (upright) entry(tiff, 10, 0x0112, 3, 1, 6);
  entry(tiff, gps - 16, 0x8825, 4, 1, gps);
  // GPS directory: latitude reference and latitude, longitude reference and longitude.
  tiff.writeUInt16LE(4, gps);
  entry(tiff, gps + 2, 1, 2, 2, 0x4e);
  entry(tiff, gps + 14, 2, 5, 1, values);
  entry(tiff, gps + 26, 3, 2, 2, 0x45);
  entry(tiff, gps + 38, 4, 5, 1, values + 8);
  tiff.writeUInt32LE(47, values);
  tiff.writeUInt32LE(1, values + 4);
  tiff.writeUInt32LE(8, values + 8);
  tiff.writeUInt32LE(1, values + 12);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Width and height of a JPEG file as it is stored (ITU-T T.81, the frame header). */
export function jpegSize(file: Buffer): [width: number, height: number] {
  for (let at = 2; at + 9 < file.length; at += 2 + file.readUInt16BE(at + 2)) {
    if (file[at] === 0xff && [0xc0, 0xc1, 0xc2].includes(file[at + 1] ?? 0)) return [file.readUInt16BE(at + 7), file.readUInt16BE(at + 5)];
  }
  throw new Error('the file has no frame header');
}

function entry(tiff: Buffer, at: number, tag: number, type: number, count: number, value: number): void {
  tiff.writeUInt16LE(tag, at);
  tiff.writeUInt16LE(type, at + 2);
  tiff.writeUInt32LE(count, at + 4);
  tiff.writeUInt32LE(value, at + 8);
}

/** Writes a JPEG of noise, which hardly compresses, with EXIF; gives its path and size in bytes. An upright one lies on its side in the file. */
export async function takePhoto(page: Page, width: number, height: number, upright = false): Promise<{ path: string; size: number }> {
  const encoded = await page.evaluate(
    async ([w, h]) => {
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      const picture = context.createImageData(w, h);
      for (let at = 0; at < picture.data.length; at += 65_536) {
        crypto.getRandomValues(picture.data.subarray(at, Math.min(at + 65_536, picture.data.length)));
      }
      for (let at = 3; at < picture.data.length; at += 4) picture.data[at] = 255;
      context.putImageData(picture, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 1 });
      return new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
        reader.readAsDataURL(blob);
      });
    },
    [width, height] as const
  );
  const jpeg = Buffer.from(encoded, 'base64');
  const photo = Buffer.concat([jpeg.subarray(0, 2), exif(upright), jpeg.subarray(2)]);
  const path = join(tmpdir(), `touchstone-photo-${process.pid}-${width}${upright ? '-upright' : ''}.jpg`);
  writeFileSync(path, photo);
  return { path, size: photo.length };
}

/** A small picture of a shop that is pleasant to look at, as PNG. */
export async function drawPhoto(page: Page): Promise<Buffer> {
  const encoded = await page.evaluate(() => {
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 420;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    const wall = context.createLinearGradient(0, 0, 0, 420);
    wall.addColorStop(0, '#dfe9e4');
    wall.addColorStop(1, '#b9cfc4');
    context.fillStyle = wall;
    context.fillRect(0, 0, 640, 420);
    for (let shelf = 0; shelf < 3; shelf++) {
      for (let pot = 0; pot < 9; pot++) {
        context.fillStyle = ['#2f6b4f', '#4f8d5b', '#86a94d', '#c9762f'][(shelf * 5 + pot) % 4] ?? '';
        context.beginPath();
        context.ellipse(50 + pot * 67, 78 + shelf * 120, 24, 30, 0, 0, 7);
        context.fill();
        context.fillStyle = '#9a5a3c';
        context.fillRect(36 + pot * 67, 98 + shelf * 120, 28, 26);
      }
      context.fillStyle = '#6b5744';
      context.fillRect(10, 124 + shelf * 120, 620, 8);
    }
    return canvas.toDataURL('image/png').split(',')[1] ?? '';
  });
  return Buffer.from(encoded, 'base64');
}
