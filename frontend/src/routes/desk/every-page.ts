import { filled, type FetchPage } from './filled';

/** All items of a list that comes in pages. For lists that a person picks from. */
export async function everyPage<Item>(fetch: FetchPage<Item>, signal?: AbortSignal): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | undefined;
  do {
    const page = await filled(fetch, after, signal);
    items.push(...page.items);
    after = page.next;
  } while (after !== undefined);
  return items;
}
