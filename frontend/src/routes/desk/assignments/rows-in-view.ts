/** The piece of a long list that is drawn: rows [from, to), with the heights of what is left out before and after. */
export interface Piece {
  from: number;
  to: number;
  before: number;
  after: number;
}

/** Rows drawn beyond each edge, so that a flick does not show gaps. */
const beyond = 12;
/** Pieces begin at multiples of this, so that scrolling by a row draws nothing anew. */
const step = 6;

/** Which of `count` rows of the same height to draw; pixels. */
export function pieceOf(count: number, row: number, top: number, height: number): Piece {
  const first = Math.floor(Math.max(0, top) / row) - beyond;
  const last = Math.ceil((Math.max(0, top) + height) / row) + beyond;
  const to = Math.min(count, Math.ceil(last / step) * step);
  const from = Math.max(0, Math.min(Math.floor(first / step) * step, to));
  return { from, to, before: from * row, after: (count - to) * row };
}

/** Where to scroll so that a row is wholly in view, `head` pixels being covered at the top; `top` when it is already. */
export function scrollTo(index: number, row: number, top: number, height: number, head: number): number {
  const start = index * row;
  if (start < top) return start;
  const least = start + row - (height - head);
  return least > top ? least : top;
}
