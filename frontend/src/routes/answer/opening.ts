import { links, type OpenLink } from '$lib/client/link';
import { Problem } from '$lib/client/problem';
import type { Database } from '$lib/offline/db';

/** How opening a link came out. */
export type Opening = { kind: 'open'; open: OpenLink } | { kind: 'unknown' | 'closed' | 'unreachable' };

/** Asks the server for a link. */
export async function openLink(token: string): Promise<Opening> {
  try {
    return { kind: 'open', open: await links.open(token) };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    if (thrown.kind === 'notFound') return { kind: 'unknown' };
    return { kind: thrown.code === 'link.closed' ? 'closed' : 'unreachable' };
  }
}

/** The copy of a link from an earlier visit. */
export async function copyOf(token: string, database: Database | undefined): Promise<OpenLink | undefined> {
  return (await database?.copy(`link:${token}`))?.content as OpenLink | undefined;
}
