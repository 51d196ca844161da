/** Functions of places on the earth. */
import { type Rules, rule } from './eval';
import { chosen, readNumeral, toText } from './value';

/** The radius ODK calculates with, in metres (WGS 84 equatorial radius, rounded). */
const radius = 6_378_100;

/** Radians. */
type Point = readonly [latitude: number, longitude: number];

/** Reads latitude and longitude in degrees, with altitude and accuracy at will; NaN for what is no place. */
function point(text: string): Point {
  const parts = chosen(text);
  const [latitude = NaN, longitude = NaN] = parts.slice(0, 2).map(readNumeral);
  const sound = parts.length <= 4 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return sound ? [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180] : [NaN, NaN];
}

/** The haversine length in metres between two places. */
function between([fromLatitude, fromLongitude]: Point, [toLatitude, toLongitude]: Point): number {
  const north = Math.sin((toLatitude - fromLatitude) / 2);
  const east = Math.sin((toLongitude - fromLongitude) / 2);
  const square = north * north + Math.cos(fromLatitude) * Math.cos(toLatitude) * east * east;
  return 2 * radius * Math.asin(Math.sqrt(Math.min(1, square)));
}

function length(texts: readonly string[]): number {
  const [first, ...others] = texts.flatMap((text) => text.replace(/[ \t\r\n;]+$/, '').split(';')).map(point);
  if (!first || others.length === 0) return NaN;
  let metres = 0;
  let from = first;
  for (const to of others) {
    metres += between(from, to);
    from = to;
  }
  return Math.floor(metres * 100 + 0.5) / 100;
}

export const geoFunctions: Rules = {
  distance: rule(1, Infinity, (values) => length(values.map(toText)))
};
