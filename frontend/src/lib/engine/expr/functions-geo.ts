/** Functions of places on the earth. */
import { type Rules, rule } from './eval';
import { chosen, members, readNumeral, toText, type Value } from './value';

/** The radius ODK calculates with, in metres (WGS 84 equatorial radius, rounded). */
const radius = 6_378_100;

/** Degrees. */
interface Point {
  latitude: number;
  longitude: number;
}

/** Reads places separated by semicolons; undefined when one is no place on the earth. */
function pointsOf(values: readonly Value[]): Point[] | undefined {
  const texts = values.flatMap(members).flatMap((value) => toText(value).replace(/[ \t\r\n;]+$/, '').split(';'));
  const points = texts.map(point);
  return points.every((one) => one !== undefined) ? points : undefined;
}

/** Reads latitude and longitude in degrees, with altitude and accuracy at will. */
function point(text: string): Point | undefined {
  const parts = chosen(text);
  const [latitude = NaN, longitude = NaN] = parts.slice(0, 2).map(readNumeral);
  const sound = parts.length <= 4 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return sound ? { latitude, longitude } : undefined;
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}

function hundredths(number: number): number {
  return Math.floor(number * 100 + 0.5) / 100;
}

/** The haversine length in metres between two places. */
function between(from: Point, to: Point): number {
  const north = Math.sin((radians(to.latitude) - radians(from.latitude)) / 2);
  const east = Math.sin((radians(to.longitude) - radians(from.longitude)) / 2);
  const square = north * north + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * east * east;
  return 2 * radius * Math.asin(Math.sqrt(Math.min(1, square)));
}

function length(points: readonly Point[] | undefined): number {
  if (!points || points.length < 2) return NaN;
  return hundredths(points.slice(1).reduce((sum, to, index) => sum + between(points[index] as Point, to), 0));
}

/**
 * Square metres on the sphere as ODK finds them: half the sum of the differences of longitude times two and the sines of
 * both latitudes (Chamberlain and Duquette, "Some algorithms for polygons on a sphere", JPL Publication 07-03, 2007).
 */
function area(corners: readonly Point[] | undefined): number {
  if (!corners || corners.length < 2) return NaN;
  let total = 0;
  corners.forEach((from, index) => {
    const to = corners[(index + 1) % corners.length] as Point;
    total += radians(eastward(from, to)) * (2 + sine(radians(to.latitude)) + sine(radians(from.latitude)));
  });
  return hundredths((Math.abs(total) * radius * radius) / 2);
}

/** The difference of longitude the shorter way around the earth. */
function eastward(from: Point, to: Point): number {
  const difference = to.longitude - from.longitude;
  return difference > 180 ? difference - 360 : difference < -180 ? difference + 360 : difference;
}

/**
 * The sine of an angle between -π/2 and π/2 by its series. The sum of an area takes away most digits of its terms, and no
 * two mathematical libraries agree on the last: this one is the same in both engines.
 */
function sine(angle: number): number {
  const square = angle * angle;
  let series = 1;
  for (let k = 21; k > 1; k -= 2) series = 1 - (square / (k * (k - 1))) * series;
  return angle * series;
}

/**
 * Whether a place lies inside of a shape or on its border, taking degrees as a plane: an edge is a straight line on a map
 * with square degrees, the shorter way around the earth.
 */
function within({ latitude, longitude }: Point, corners: readonly Point[]): boolean {
  const flat = unrolled(corners);
  return [0, 360, -360].some((turn) => inside(longitude + turn, latitude, flat));
}

/** Lets a shape across the 180th meridian go on beyond it. */
function unrolled(corners: readonly Point[]): Point[] {
  let turns = 0;
  return corners.map((to, index) => {
    const from = corners[index - 1] ?? to;
    turns += Math.round((eastward(from, to) - (to.longitude - from.longitude)) / 360);
    return { latitude: to.latitude, longitude: to.longitude + turns * 360 };
  });
}

function inside(x: number, y: number, corners: readonly Point[]): boolean {
  let odd = false;
  let { latitude: y1, longitude: x1 } = corners.at(-1) as Point;
  for (const { latitude: y2, longitude: x2 } of corners) {
    const across = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
    const beside = x < Math.min(x1, x2) || x > Math.max(x1, x2) || y < Math.min(y1, y2) || y > Math.max(y1, y2);
    if (across === 0 && !beside) return true;
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd;
    [x1, y1] = [x2, y2];
  }
  return odd;
}

export const geoFunctions: Rules = {
  distance: rule(1, Infinity, (values) => length(pointsOf(values))),
  area: rule(1, Infinity, (values) => area(pointsOf(values))),
  geofence: rule(2, 2, ([place = '', shape = '']) => {
    const [at, ...others] = pointsOf([place]) ?? [];
    const corners = pointsOf([shape]) ?? [];
    return at !== undefined && others.length === 0 && corners.length > 2 && within(at, corners);
  })
};

/** What distance() says of places as a trace or shape prints them. */
export function distanceAlong(places: string): number {
  return length(pointsOf([places]));
}

/** What area() says of places as a shape prints them. */
export function areaWithin(places: string): number {
  return area(pointsOf([places]));
}
