import type { Position } from '$lib/client/location';

/** What a place on the map wants to say; each has a colour and a shape of its own. */
export const tones = ['neutral', 'accent', 'warning', 'danger', 'done'] as const;
export type Tone = (typeof tones)[number];

export interface Place {
  id: string;
  /** WGS 84 degrees. */
  lat: number;
  lon: number;
  label: string;
  /** Unknown ones are drawn as neutral. */
  tone?: string;
  /** Metres around the place within which it truly lies; drawn as a circle. */
  accuracy?: number;
  /** Where a choice of the place leads, instead of only choosing it. */
  href?: string;
}

export const toneOf = (place: Pick<Place, 'tone'>): Tone => tones.find((one) => one === place.tone) ?? 'neutral';

/** The places of things that have a position, in their order. */
export function placesOf<Item extends { position?: Position }>(items: readonly Item[], say: (item: Item) => Omit<Place, 'lat' | 'lon'>): Place[] {
  return items.flatMap((item) => (item.position ? [{ ...say(item), lat: item.position.lat, lon: item.position.lon }] : []));
}

/** Metres between two places on a sphere of the mean radius (haversine). */
export function metresBetween(a: Pick<Position, 'lat' | 'lon'>, b: Pick<Position, 'lat' | 'lon'>): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const half = Math.sin(radians(b.lat - a.lat) / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(half)));
}
