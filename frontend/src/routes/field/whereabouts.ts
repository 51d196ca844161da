import type { Place, Presence } from '$lib/client/response';
import { locate } from '$lib/controls/position';

/** Mean radius of the earth in metres (IUGG), as for distances on the server. */
const radius = 6_371_008.8;

/** Metres between two places on the sphere (haversine). */
export function distance(from: Place, to: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const north = Math.sin(radians(to.lat - from.lat) / 2) ** 2;
  const east = Math.sin(radians(to.lon - from.lon) / 2) ** 2;
  return 2 * radius * Math.asin(Math.min(1, Math.sqrt(north + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * east)));
}

/** Where the device is, or why that is not known; `found` hears of every better position meanwhile. Never rejects. */
export async function whereabouts(found: (position: Place) => void, signal = new AbortController().signal): Promise<Pick<Presence, 'position' | 'missing'>> {
  if (!('geolocation' in navigator)) return { missing: 'off' };
  let best: Place | undefined;
  try {
    await locate((better) => found((best = better)), signal);
  } catch (reason) {
    const denied = reason instanceof GeolocationPositionError && reason.code === reason.PERMISSION_DENIED;
    return { missing: denied ? 'denied' : 'unavailable' };
  }
  return best ? { position: best } : { missing: 'unavailable' };
}
