import { http, type List } from './http';
import { within } from './project';

/** WGS 84 degrees. */
export interface Position {
  lat: number;
  lon: number;
  alt?: number;
  /** Metres. */
  accuracy?: number;
}

/** An outlet, branch or competitor's outlet. */
export interface Location {
  code: string;
  title: string;
  address?: string;
  position?: Position;
  brand?: string;
  tags?: string[];
}

export const locations = {
  list: (project: string, after?: string, signal?: AbortSignal) =>
    http.get<List<Location>>(within(project, '/locations'), { search: { limit: 200, after }, signal }),
  /** Creates the location or replaces the one of that code. */
  save: (project: string, location: Location) =>
    http.put<Location>(within(project, `/locations/${encodeURIComponent(location.code)}`), location)
};
