import { links, type OpenLink } from '$lib/client/link';
import { Problem } from '$lib/client/problem';
import type { Database } from '$lib/offline/db';

/** How opening a link came out. */
export type Opening = { kind: 'open'; open: OpenLink } | { kind: 'unknown' | 'closed' | 'unreachable' };

/**
 * Asks the server for a link; without an answer the copy from an earlier visit serves. A link
 * that is closed or unknown by now is said to be so even when a copy exists.
 */
export async function openLink(token: string, database: Database | undefined): Promise<Opening> {
  try {
    return { kind: 'open', open: await links.open(token) };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    if (thrown.kind === 'notFound') return { kind: 'unknown' };
    if (thrown.code === 'link.closed') return { kind: 'closed' };
    const copy = await database?.copy(`link:${token}`);
    return copy ? { kind: 'open', open: copy.content as OpenLink } : { kind: 'unreachable' };
  }
}
