import type { List } from '$lib/client/http';
import { expect, it } from 'vitest';
import { filled } from './filled';

const pages: Record<string, List<string>> = {
  first: { items: [], next: '2' },
  2: { items: [], next: '3' },
  3: { items: ['a', 'b'], next: '4' },
  4: { items: [] }
};

const vectors: { name: string; given: string | undefined; want: List<string>; asked: string[] }[] = [
  { name: 'passes over empty pages', given: undefined, want: { items: ['a', 'b'], next: '4' }, asked: ['first', '2', '3'] },
  { name: 'takes a page that has something', given: '3', want: { items: ['a', 'b'], next: '4' }, asked: ['3'] },
  { name: 'ends on an empty last page', given: '4', want: { items: [] }, asked: ['4'] }
];

it.each(vectors)('$name', async ({ given, want, asked }) => {
  const log: string[] = [];
  const page = await filled((after) => {
    log.push(after ?? 'first');
    return Promise.resolve(pages[after ?? 'first'] ?? { items: ['unknown'] });
  }, given);
  expect([page, log]).toEqual([want, asked]);
});
