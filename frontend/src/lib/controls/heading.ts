import { getContext, setContext } from 'svelte';

const key = Symbol('heading');

/** The level of headings inside a page's section; what lies deeper is one lower, down to the sixth. */
export function headingLevel(): number {
  const level = getContext<number | undefined>(key) ?? 2;
  setContext(key, Math.min(6, level + 1));
  return level;
}
