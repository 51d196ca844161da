/** Finding barcodes and QR codes in pictures. */

/** The text of the first code in a picture; undefined where none is seen. */
export type CodeReader = (picture: HTMLCanvasElement) => Promise<string | undefined>;

/** The part of the Barcode Detection API (WICG) that is used here. */
interface Detector {
  detect(picture: CanvasImageSource): Promise<{ rawValue: string }[]>;
}
interface DetectorMaker {
  new (): Detector;
  getSupportedFormats(): Promise<string[]>;
}

let chosen: Promise<CodeReader> | undefined;

/** The browser's own reader where it has one, else a library. */
export function codeReader(): Promise<CodeReader> {
  chosen ??= own().then(async (reader) => reader ?? (await fromLibrary()));
  // Without network the library may be out of reach now and there later.
  chosen.catch(() => (chosen = undefined));
  return chosen;
}

async function own(): Promise<CodeReader | undefined> {
  const { BarcodeDetector: Maker } = globalThis as { BarcodeDetector?: DetectorMaker };
  const formats = await Maker?.getSupportedFormats().catch((): string[] => []);
  // Some systems have the interface and nothing behind it.
  if (!Maker || !formats?.includes('qr_code')) return undefined;
  const detector = new Maker();
  return async (picture) => (await detector.detect(picture))[0]?.rawValue || undefined;
}

async function fromLibrary(): Promise<CodeReader> {
  const { readCode } = await import('./barcode-library');
  return async (picture) => {
    const context = picture.getContext('2d', { willReadFrequently: true });
    return context ? readCode(context.getImageData(0, 0, picture.width, picture.height)) : undefined;
  };
}

/** Pixels of the longer edge in which codes are looked for: finer than a code needs, coarse enough for slow phones. */
const fine = { camera: 800, picture: 1600 } as const;

/** Draws a part of what is seen, or all of it turned by a quarter, onto a canvas for a reader. */
export function drawFor(canvas: HTMLCanvasElement, picture: HTMLVideoElement | ImageBitmap, turned = false): void {
  const camera = picture instanceof HTMLVideoElement;
  const [width, height] = camera ? [picture.videoWidth, picture.videoHeight] : [picture.width, picture.height];
  const factor = Math.min(1, fine[camera ? 'camera' : 'picture'] / Math.max(width, height, 1));
  const size = [Math.round(width * factor), Math.round(height * factor)] as const;
  [canvas.width, canvas.height] = turned ? [size[1], size[0]] : size;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return;
  if (turned) context.setTransform(0, 1, -1, 0, size[1], 0);
  context.drawImage(picture, 0, 0, size[0], size[1]);
}

/** The text of a code in a chosen picture, which may lie on its side. */
export async function codeIn(picture: ImageBitmap): Promise<string | undefined> {
  const reader = await codeReader();
  const canvas = document.createElement('canvas');
  for (const turned of [false, true]) {
    drawFor(canvas, picture, turned);
    const text = await reader(canvas);
    if (text) return text;
  }
  return undefined;
}

/** How long to rest between two looks, in milliseconds. */
const rest = 120;

/** Looks at what a camera sees until there is a code in it or the signal ends; then undefined. */
export async function watchForCode(camera: HTMLVideoElement, signal: AbortSignal): Promise<string | undefined> {
  const reader = await codeReader();
  const canvas = document.createElement('canvas');
  for (let look = 0; !signal.aborted; look++) {
    if (camera.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
      // Striped codes are read along one direction; every third look is across.
      drawFor(canvas, camera, look % 3 === 2);
      const text = await reader(canvas);
      if (text && !signal.aborted) return text;
    }
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
  return undefined;
}
