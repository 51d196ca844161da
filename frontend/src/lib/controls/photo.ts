/** Pixels of the longer edge when the definition does not say. */
const usual = 2048;

/** A photo made ready to be stored and sent. */
export interface Photo {
  content: Blob;
  /** SHA-256 of the content, in hexadecimal. */
  sha256: string;
  width: number;
  height: number;
}

/** Thrown for a file that this browser cannot read as a picture. */
export class UnreadablePicture extends Error {}

/** The size after scaling down so that the longer edge has at most `most` pixels; never larger than before. */
export function fitted(width: number, height: number, most: number): { width: number; height: number } {
  const factor = Math.min(1, most / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/**
 * Draws a picture anew as JPEG: upright as it was taken, scaled down to `maxPixels` at the
 * longer edge, and without anything that was hidden in the file (position, camera, time).
 */
export async function preparePhoto(file: Blob, maxPixels: number = usual): Promise<Photo> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch((reason: unknown) => {
    throw new UnreadablePicture('the file is no readable picture', { cause: reason });
  });
  try {
    const size = fitted(picture.width, picture.height, Number.isFinite(maxPixels) && maxPixels > 0 ? maxPixels : usual);
    const canvas = document.createElement('canvas');
    canvas.width = size.width;
    canvas.height = size.height;
    const context = canvas.getContext('2d');
    if (!context) throw new UnreadablePicture('the browser cannot draw pictures');
    // JPEG knows no transparency; paper is white.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, size.width, size.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, size.width, size.height);
    const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.85));
    if (!content) throw new UnreadablePicture('the picture could not be drawn');
    return { content, sha256: await digest(content), ...size };
  } finally {
    picture.close();
  }
}

async function digest(content: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await content.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
