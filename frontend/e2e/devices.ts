// What a phone's camera sees, and codes to hold before it.
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BarcodeFormat, QRCodeWriter } from '@zxing/library';
import type { Page } from 'playwright-core';

/** Chromium with a film instead of a camera, and a beeping microphone. */
export const cameraShowing = (film: string): string[] => [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`
];

/** Writes a film (YUV4MPEG2) of a QR code before a grey wall; gives its path. */
export function filmOf(text: string): string {
  const [width, height, edge] = [640, 480, 300];
  const code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, edge, edge, new Map());
  const light = Buffer.alloc(width * height, 200);
  const [left, top] = [(width - edge) / 2, (height - edge) / 2];
  for (let y = 0; y < edge; y++) for (let x = 0; x < edge; x++) light[(top + y) * width + left + x] = code.get(x, y) ? 20 : 235;
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour]);
  const path = join(tmpdir(), `touchstone-film-${process.pid}.y4m`);
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`), frame, frame, frame]));
  return path;
}

/** The bars of an EAN-13 code, 1 for dark (ISO/IEC 15420). */
function bars(digits: string): string {
  const odd = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011'];
  const first = ['LLLLLL', 'LLGLGG', 'LLGGLG', 'LLGGGL', 'LGLLGG', 'LGGLLG', 'LGGGLL', 'LGLGLG', 'LGLGGL', 'LGGLGL'];
  const inverse = (code: string) => [...code].map((bar) => (bar === '1' ? '0' : '1')).join('');
  const reversed = (code: string) => [...code].reverse().join('');
  const pattern = first[Number(digits[0])] ?? '';
  const coded = [...digits.slice(1)].map((digit, at) => {
    const code = odd[Number(digit)] ?? '';
    if (at >= 6) return inverse(code);
    return pattern[at] === 'L' ? code : reversed(inverse(code));
  });
  return `101${coded.slice(0, 6).join('')}01010${coded.slice(6).join('')}101`;
}

/** A picture of an EAN-13 code as PNG, upright or lying on its side. */
export async function drawBars(page: Page, digits: string, lying: boolean): Promise<Buffer> {
  const encoded = await page.evaluate(
    ([pattern, turned]) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = turned ? [300, 500] : [500, 300];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no canvas');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, 500, 500);
      if (turned) context.setTransform(0, 1, -1, 0, 300, 0);
      context.fillStyle = '#111';
      [...pattern].forEach((bar, at) => bar === '1' && context.fillRect(60 + at * 4, 50, 4, 200));
      return canvas.toDataURL('image/png').split(',')[1] ?? '';
    },
    [bars(digits), lying] as const
  );
  return Buffer.from(encoded, 'base64');
}
