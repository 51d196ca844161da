import { http, send, type List } from './http';
import { within } from './project';
import type { DefinitionRef } from './response';

/** What a lead decides about a link. */
export interface LinkPlan {
  title: string;
  definition: DefinitionRef;
  /** Wave name. */
  wave: string;
  /** Touchpoint name. */
  touchpoint?: string;
  /** Location code. */
  location?: string;
  /** Fixed language; absent: the customer's browser decides. */
  language?: string;
}

/** A public way to answer a definition, as its project sees it. */
export interface Link extends LinkPlan {
  /** Also the token in its address. */
  id: string;
  project: string;
  closed?: boolean;
  /** Set by the server while closed. */
  closedAt?: string;
  createdAt: string;
  /** Its public address. */
  url: string;
}

const one = (project: string, id: string, rest = '') => within(project, `/links/${encodeURIComponent(id)}${rest}`);

/** A project's links at the desk. */
export const projectLinks = {
  /** One page, newest first. */
  list: (project: string, after?: string, signal?: AbortSignal) =>
    http.get<List<Link>>(within(project, '/links'), { search: { limit: 100, after }, signal }),
  create: (project: string, plan: LinkPlan) => http.post<Link>(within(project, '/links'), plan),
  /** Closes or reopens it; its address stays. */
  setClosed: (project: string, link: Link, closed: boolean) => http.put<Link>(one(project, link.id), { ...link, closed }),
  /** The address as a QR code in SVG, with its quiet zone. */
  code: async (project: string, id: string, signal?: AbortSignal) => (await send('GET', one(project, id, '/qr.svg'), { signal })).blob()
};
