/** The place after the last. */
export const nextOrder = (existing: readonly { order: number }[]): number => Math.max(0, ...existing.map(({ order }) => order)) + 1;

/** Reads a whole number of at most nine digits; undefined for anything else. */
export const wholeNumber = (text: string): number | undefined => (/^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : undefined);
