/** Milliseconds by which the server's clock is ahead of this device's, as its answers say; undefined before the first. */
let offset: number | undefined;

/** The server's time as this device can tell it; phones go wrong by days. */
export const clock = {
  get offset(): number | undefined {
    return offset;
  },
  /** Takes what an earlier visit knew, while nothing newer is known. */
  recall(earlier: number): void {
    offset ??= earlier;
  },
  /** Reads an answer's Date header (whole seconds) that arrived now. */
  note(date: string | null): void {
    const seconds = Date.parse(date ?? '');
    if (Number.isFinite(seconds)) offset = Math.round(seconds + 500 - Date.now());
  },
  /** Milliseconds since 1970 by the server's clock. */
  now: (): number => Date.now() + (offset ?? 0)
};
