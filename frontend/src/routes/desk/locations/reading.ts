import type { Location } from '$lib/client/location';
import { hoursOf, rowsOf, type OpeningRow } from './opening';

/** Reads degrees between -most and most, with a decimal point or comma; undefined for anything else. */
export function degreesOf(text: string, most: number): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  if (!/^[+-]?\d{1,3}(\.\d{1,15})?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Math.abs(value) <= most ? value : undefined;
}

/** The tags of a list with commas, each once. */
export const tagsOf = (text: string): string[] => [...new Set(text.split(/[,;\n]/).map((tag) => tag.trim()).filter(Boolean))];

/** Reads a whole number of metres between 1 and 100,000; undefined for anything else. */
export function metresOf(text: string): number | undefined {
  const value = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : 0;
  return value >= 1 && value <= 100_000 ? value : undefined;
}

/** A location as it stands in the form: fields are texts, '' where nothing is said. */
export interface Typed {
  title: string;
  address: string;
  lat: string;
  lon: string;
  brand: string;
  competitor: boolean;
  tags: string;
  from: string;
  until: string;
  opening: OpeningRow[];
  radius: string;
  contact: string;
  note: string;
}

export const typedOf = (given: Location): Typed => ({
  title: given.title,
  address: given.address ?? '',
  lat: given.position ? String(given.position.lat) : '',
  lon: given.position ? String(given.position.lon) : '',
  brand: given.brand ?? '',
  competitor: given.competitor ?? false,
  tags: (given.tags ?? []).join(', '),
  from: given.active?.from ?? '',
  until: given.active?.until ?? '',
  opening: rowsOf(given.openingHours),
  radius: given.radius ? String(given.radius) : '',
  contact: given.contact ?? '',
  note: given.note ?? ''
});

/** What the form says, once it has no mistakes. Altitude and accuracy hold only for the place they were taken at. */
export function locationOf(typed: Typed, code: string, before: Location): Location {
  const lat = degreesOf(typed.lat, 90);
  const lon = degreesOf(typed.lon, 180);
  const same = before.position?.lat === lat && before.position?.lon === lon;
  const list = tagsOf(typed.tags);
  const hours = hoursOf(typed.opening);
  const radius = metresOf(typed.radius);
  const { from, until } = typed;
  return {
    code,
    title: typed.title.trim(),
    ...text('address', typed.address),
    ...(lat !== undefined && lon !== undefined && { position: same && before.position ? before.position : { lat, lon } }),
    ...text('brand', typed.brand),
    ...(typed.competitor && { competitor: true }),
    ...(list.length > 0 && { tags: list }),
    ...((from || until) && { active: { ...(from && { from }), ...(until && { until }) } }),
    ...(hours.length > 0 && { openingHours: hours }),
    ...text('contact', typed.contact),
    ...text('note', typed.note),
    ...(radius !== undefined && { radius })
  };
}

const text = <Name extends string>(name: Name, typed: string): Partial<Record<Name, string>> => {
  const words = typed.trim();
  return words ? ({ [name]: words } as Record<Name, string>) : {};
};
