/**
 * A piece of the earth drawn as a plane, north up: degrees stretched so that metres are equal in
 * both directions in the middle. Good for what a person walks, not for countries.
 */
import type { Geopoint } from '$lib/engine';

export interface View {
  /** The middle, in degrees. */
  lat: number;
  lon: number;
  /** Metres from edge to edge; the plane is a square. */
  metres: number;
}

/** Fractions of the plane's width and height, from its upper left corner. */
export interface Spot {
  x: number;
  y: number;
}

/** Metres of a degree of latitude, on a sphere of the mean radius. */
const degree = 111_195;
/** The smallest and the largest piece shown, in metres. */
const least = 20;
const most = 2_000_000;

const eastFactor = (lat: number) => Math.max(0.01, Math.cos((lat * Math.PI) / 180));
const around = (lon: number) => ((((lon + 180) % 360) + 360) % 360) - 180;

export function spotOf({ lat, lon, metres }: View, place: Geopoint): Spot {
  return {
    x: 0.5 + (around(place.lon - lon) * degree * eastFactor(lat)) / metres,
    y: 0.5 - ((place.lat - lat) * degree) / metres
  };
}

/** The place at a spot, rounded to about a decimetre. */
export function placeAt({ lat, lon, metres }: View, { x, y }: Spot): Geopoint {
  const fine = (value: number) => Math.round(value * 1e6) / 1e6 + 0;
  const north = lat + ((0.5 - y) * metres) / degree;
  return {
    lat: fine(Math.min(90, Math.max(-90, north))),
    lon: fine(around(lon + ((x - 0.5) * metres) / (degree * eastFactor(lat))))
  };
}

/** A view in which all places lie, with a margin. */
export function viewOf(places: readonly Geopoint[]): View {
  const [first] = places;
  if (!first) return { lat: 0, lon: 0, metres: least };
  // Longitudes relative to the first place, so that the date line does not tear a shape apart.
  const easts = places.map(({ lon }) => around(lon - first.lon));
  const norths = places.map(({ lat }) => lat);
  const middle = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const extent = (values: number[]) => Math.max(...values) - Math.min(...values);
  const lat = middle(norths);
  const widest = Math.max(extent(norths), extent(easts) * eastFactor(lat)) * degree;
  return { lat, lon: around(first.lon + middle(easts)), metres: bounded(widest * 1.5) };
}

export function zoomed(view: View, factor: number): View {
  return { ...view, metres: bounded(view.metres * factor) };
}

function bounded(metres: number): number {
  return Math.min(most, Math.max(least, metres));
}

/** Whether a place lies on the plane. */
export function inView(view: View, place: Geopoint): boolean {
  const { x, y } = spotOf(view, place);
  return x >= 0 && x <= 1 && y >= 0 && y <= 1;
}

/** The largest round length (1, 2 or 5 times a power of ten) up to the given one; metres. */
export function roundLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(metres));
  return ([5, 2, 1].find((digit) => digit * power <= metres) ?? 1) * power;
}

/** Where the lines of a grid run that has one line through the middle, as fractions. */
export function gridLines({ metres }: View): number[] {
  const step = roundLength(metres / 4) / metres;
  const half = Math.floor(0.5 / step);
  return Array.from({ length: 2 * half + 1 }, (_, index) => 0.5 + (index - half) * step);
}
