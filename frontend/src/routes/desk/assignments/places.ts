import type { LocationProgress } from '$lib/client/board';

/** How all waves go at one location. */
export interface PlaceProgress {
  location: string;
  title: string;
  position?: LocationProgress['position'];
  /** By wave. */
  waves: Map<string, LocationProgress>;
  planned: number;
  done: number;
  target: number;
  counts: { overdue: number; atRisk: number };
  lastDay?: string;
}

/** The progress of waves put together by location: those with trouble first, then by title. */
export function placesOfProgress(rows: readonly LocationProgress[]): PlaceProgress[] {
  const places = new Map<string, PlaceProgress>();
  for (const row of rows) {
    const { location, title, position, lastDay } = row;
    const place: PlaceProgress = places.get(location) ?? { location, title, ...(position && { position }), waves: new Map(), planned: 0, done: 0, target: 0, counts: { overdue: 0, atRisk: 0 } };
    places.set(location, place);
    place.waves.set(row.wave, row);
    place.planned += row.planned;
    place.done += row.done;
    place.target += row.target;
    place.counts.overdue += row.counts.overdue ?? 0;
    place.counts.atRisk += row.counts.atRisk ?? 0;
    if (lastDay && (!place.lastDay || lastDay > place.lastDay)) place.lastDay = lastDay;
  }
  const trouble = ({ counts }: PlaceProgress) => (counts.overdue > 0 ? 2 : counts.atRisk > 0 ? 1 : 0);
  return [...places.values()].sort((a, b) => trouble(b) - trouble(a) || a.title.localeCompare(b.title));
}
