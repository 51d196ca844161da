import type { Geopoint } from '$lib/engine';

/** Good enough to stop looking, in metres, when the definition does not say. */
const usual = 10;
/** How long to look for a better position, in milliseconds. */
const patience = 15_000;

/**
 * What the watches that run now were told last. A browser may tell a further watch nothing
 * until the device moves, so the newest of the others stands for the present position.
 */
const running = new Set<number>();
let newest: GeolocationCoordinates | undefined;

/**
 * Follows the device's position and calls back with every one that is more accurate than
 * before, until it is accurate enough (metres) or 15 seconds have passed; to a definition that
 * asks for an accuracy of its own a minute is given. Rejects with the browser's
 * GeolocationPositionError when there is none at all.
 */
export function locate(found: (place: Geopoint) => void, signal: AbortSignal, accuracy?: number): Promise<void> {
  const time = accuracy === undefined ? patience : 4 * patience;
  return new Promise((resolve, reject) => {
    let best = Infinity;
    const end = (finish: () => void) => {
      clearTimeout(timer);
      navigator.geolocation.clearWatch(watch);
      running.delete(watch);
      finish();
    };
    const timer = setTimeout(() => end(best < Infinity ? resolve : () => reject(new Error('no position in time'))), time);
    const hear = (coords: GeolocationCoordinates) => {
      newest = coords;
      if (coords.accuracy >= best) return;
      best = coords.accuracy;
      found({
        lat: coords.latitude,
        lon: coords.longitude,
        ...(coords.altitude === null ? {} : { alt: coords.altitude }),
        accuracy: coords.accuracy
      });
      if (best <= (accuracy ?? usual)) end(resolve);
    };
    const known = running.size > 0 ? newest : undefined;
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => hear(coords),
      (reason) => {
        if (best === Infinity) end(() => reject(reason));
      },
      { enableHighAccuracy: true, maximumAge: 0, timeout: time }
    );
    running.add(watch);
    signal.addEventListener('abort', () => end(resolve));
    if (known) hear(known);
  });
}

/** Degrees as people type them, with a point or a comma; undefined for what is none or lies beyond. */
export function degrees(text: string, most: 90 | 180): number | undefined {
  const plain = text.trim().replace(',', '.').replace('−', '-').replace(/\s*°$/, '');
  if (!/^[+-]?\d+(\.\d*)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Math.abs(value) <= most ? value + 0 : undefined;
}
