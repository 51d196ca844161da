import type { Flag } from '$lib/client/response-list';
import { isRemark } from './messages-flags';

/** Flags of one code. */
export interface FlagGroup {
  code: string;
  flags: Flag[];
}

/** The flags by code, in the order in which the codes came; what needs nobody's decision comes last. */
export function groupsOf(flags: readonly Flag[]): FlagGroup[] {
  const groups = new Map<string, Flag[]>();
  for (const flag of flags) groups.set(flag.code, [...(groups.get(flag.code) ?? []), flag]);
  return [...groups].map(([code, of]) => ({ code, flags: of })).sort((a, b) => Number(isRemark(a.code)) - Number(isRemark(b.code)));
}

/** The other report that a flag points to. */
export function twinOf({ value }: Pick<Flag, 'value'>): string | undefined {
  const id = typeof value === 'object' && value !== null && 'response' in value ? value.response : undefined;
  return typeof id === 'string' ? id : undefined;
}
