import { positionSegment, readPosition } from './exif';
import { positive } from './parameter';

/** Pixels of the longer edge when the definition does not say. */
const usual = 2048;
/** Cameras write the position near the beginning of the file. */
const headLength = 262_144;

/** What a definition asks of a photo. */
export interface PhotoWishes {
  /** Pixels of the longer edge, at most. */
  maxPixels?: number;
  /** Carries the camera's position over; otherwise it is removed. */
  keepPosition?: boolean;
}

/** Thrown for a file that this browser cannot read as a picture. */
export class UnreadablePicture extends Error {
  constructor(
    /** Whether it is in the format that some phones write and most browsers cannot read. */
    readonly heic: boolean,
    options?: ErrorOptions
  ) {
    super('the file is no readable picture', options);
  }
}

/** The size after scaling down so that the longer edge has at most `most` pixels; never larger than before. */
export function fitted(width: number, height: number, most: number): { width: number; height: number } {
  const factor = Math.min(1, most / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** What the parameters of a question of type image ask for. */
export function photoWishes(parameters: Readonly<Record<string, unknown>> = {}): PhotoWishes {
  const maxPixels = positive(parameters['maxPixels']);
  return { ...(maxPixels ? { maxPixels } : {}), keepPosition: [true, 'true'].some((yes) => parameters['keepPosition'] === yes) };
}

/** Whether a file begins as HEIC and HEIF pictures do (ISO 23008-12: brands in the first box). */
export function isHeic(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.subarray(4, 12));
  return text.startsWith('ftyp') && ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].includes(text.slice(4));
}

/** Reads a picture upright, as it was taken. */
export async function readPicture(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (reason) {
    throw new UnreadablePicture(isHeic(new Uint8Array(await file.slice(0, 12).arrayBuffer())), { cause: reason });
  }
}

/**
 * Draws a picture anew as JPEG: upright as it was taken, scaled down, and without anything that
 * was hidden in the file (camera, time, and the position unless it is to be kept).
 */
export async function preparePhoto(file: Blob, { maxPixels = usual, keepPosition = false }: PhotoWishes = {}): Promise<Blob> {
  const picture = await readPicture(file);
  try {
    const { width, height } = fitted(picture.width, picture.height, maxPixels);
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (!context) throw new UnreadablePicture(false);
    // JPEG knows no transparency; paper is white.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, width, height);
    const content = await encode(canvas, 'image/jpeg');
    return keepPosition ? await withPositionOf(file, content) : content;
  } finally {
    picture.close();
  }
}

/** The canvas as a file. */
export async function encode(canvas: HTMLCanvasElement, type: 'image/jpeg' | 'image/png'): Promise<Blob> {
  const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, 0.85));
  if (!content) throw new UnreadablePicture(false);
  return content;
}

/** The JPEG picture with the position that the original tells, if it tells one. */
export async function withPositionOf(original: Blob, jpeg: Blob): Promise<Blob> {
  const position = readPosition(new Uint8Array(await original.slice(0, headLength).arrayBuffer()));
  if (!position) return jpeg;
  return new Blob([jpeg.slice(0, 2), positionSegment(position), jpeg.slice(2)], { type: 'image/jpeg' });
}
