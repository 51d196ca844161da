import type { Geopoint } from '$lib/engine';

/** Good enough to stop looking, in metres. */
const fine = 10;
/** How long to look for a better position, in milliseconds. */
const patience = 15_000;

/**
 * Follows the device's position and calls back with every one that is more accurate than
 * before, until it is accurate to 10 m or 15 seconds have passed. Rejects with the browser's
 * GeolocationPositionError when there is none at all.
 */
export function locate(found: (place: Geopoint) => void, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    let best = Infinity;
    const end = (finish: () => void) => {
      clearTimeout(timer);
      navigator.geolocation.clearWatch(watch);
      finish();
    };
    const timer = setTimeout(() => end(best < Infinity ? resolve : () => reject(new Error('no position in time'))), patience);
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        if (coords.accuracy >= best) return;
        best = coords.accuracy;
        found({
          lat: coords.latitude,
          lon: coords.longitude,
          ...(coords.altitude === null ? {} : { alt: coords.altitude }),
          accuracy: coords.accuracy
        });
        if (best <= fine) end(resolve);
      },
      (reason) => {
        if (best === Infinity) end(() => reject(reason));
      },
      { enableHighAccuracy: true, maximumAge: 0, timeout: patience }
    );
    signal.addEventListener('abort', () => end(resolve));
  });
}
