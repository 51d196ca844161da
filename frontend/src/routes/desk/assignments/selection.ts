/** Which rows of a list are selected, and where the last choice was made. Never changed: each act gives another. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** The row a span begins at. */
  readonly anchor?: string;
}

export const nothing: Selection = { ids: new Set() };

/** Adds the row, or takes it out when it is in. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id };
}

/** Adds all rows from where the last choice was made to this one, as they are ordered; without one only this row. */
export function extended({ ids, anchor }: Selection, id: string, order: readonly string[]): Selection {
  const from = anchor === undefined ? -1 : order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return { ids: new Set([...ids, id]), anchor: id };
  return { ids: new Set([...ids, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]), anchor: id };
}

/** Without the rows that are no longer there. */
export function kept({ ids, anchor }: Selection, there: ReadonlySet<string>): Selection {
  return { ids: new Set([...ids].filter((id) => there.has(id))), ...(anchor !== undefined && there.has(anchor) && { anchor }) };
}
