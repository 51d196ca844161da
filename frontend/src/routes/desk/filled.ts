import type { List } from '$lib/client/http';

export type FetchPage<Item> = (after: string | undefined, signal?: AbortSignal) => Promise<List<Item>>;

/**
 * The next page that has something, from `after` on: a filtered list may give pages that
 * are empty but have a next. The last page is given even when it is empty.
 */
export async function filled<Item>(fetch: FetchPage<Item>, after: string | undefined, signal?: AbortSignal): Promise<List<Item>> {
  let page = await fetch(after, signal);
  while (page.items.length === 0 && page.next !== undefined) page = await fetch(page.next, signal);
  return page;
}
