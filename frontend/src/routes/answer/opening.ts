import { links, type OpenLink } from '$lib/client/link';
import { Problem } from '$lib/client/problem';
import type { Database } from '$lib/offline/db';

/** How opening a link came out. */
export type Opening = { kind: 'open'; open: OpenLink } | { kind: 'unknown' | 'closed' | 'unreachable' };

/** The token in the page's address, /a/TOKEN. */
export const tokenOf = (path: string): string => {
  try {
    return decodeURIComponent(path.split('/')[2] ?? '');
  } catch {
    return '';
  }
};

/** The link's data when the server has put it into the page. */
export function inlined(token: string): OpenLink | undefined {
  const text = document.getElementById('link')?.textContent;
  if (!text) return undefined;
  const open = JSON.parse(text) as OpenLink;
  return open.link.id === token ? open : undefined;
}

/**
 * Asks the server for a link; without an answer the copy from an earlier visit serves. A link
 * that is closed or unknown by now is said to be so even when a copy exists.
 */
export async function openLink(token: string, database: Promise<Database | undefined>): Promise<Opening> {
  try {
    return { kind: 'open', open: await links.open(token) };
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    if (thrown.kind === 'notFound') return { kind: 'unknown' };
    if (thrown.code === 'link.closed') return { kind: 'closed' };
    const copy = await (await database)?.copy(`link:${token}`);
    return copy ? { kind: 'open', open: copy.content as OpenLink } : { kind: 'unreachable' };
  }
}
