/** Words beside the points of a picture so that none covers another. Pure. */

export interface Anchor {
  x: number;
  y: number;
  /** Pixels that the words take. */
  width: number;
}

export interface Placed {
  x: number;
  /** Of the baseline of the letters. */
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const high = 15;
const air = 2;

const overlap = (a: Box, b: Box) => a.left < b.right + air && b.left < a.right + air && a.top < b.bottom + air && b.top < a.bottom + air;

/** Where the words of a point may stand: right, left, above, below, then the corners. */
function candidates({ x, y, width }: Anchor, radius: number): { placed: Placed; box: Box }[] {
  const gap = radius + 3;
  const spots: [number, number, Placed['anchor']][] = [
    [x + gap, y + 5, 'start'],
    [x - gap, y + 5, 'end'],
    [x, y - gap - 3, 'middle'],
    [x, y + gap + 11, 'middle'],
    [x + gap * 0.7, y - gap, 'start'],
    [x - gap * 0.7, y - gap, 'end'],
    [x + gap * 0.7, y + gap + 9, 'start'],
    [x - gap * 0.7, y + gap + 9, 'end']
  ];
  return spots.map(([left, base, anchor]) => {
    const start = anchor === 'start' ? left : anchor === 'end' ? left - width : left - width / 2;
    return { placed: { x: left, y: base, anchor }, box: { left: start, top: base - 12, right: start + width, bottom: base - 12 + high } };
  });
}

/**
 * Gives every point's words the first place that covers no point, no other words and no
 * obstacle and lies inside, one that crosses no line either if there is one; undefined where
 * there is none (its number in the list stands for it). Earlier points choose first.
 */
export function placed(
  points: readonly Anchor[],
  radius: number,
  bounds: Box,
  { obstacles = [], lines = [] }: { obstacles?: readonly Box[]; lines?: readonly Box[] } = {}
): (Placed | undefined)[] {
  const dots = points.map(({ x, y }): Box => ({ left: x - radius, top: y - radius, right: x + radius, bottom: y + radius }));
  const taken: Box[] = [...obstacles];
  return points.map((point, index) => {
    const fitting = candidates(point, radius).filter(
      ({ box }) =>
        box.left >= bounds.left && box.right <= bounds.right && box.top >= bounds.top && box.bottom <= bounds.bottom &&
        !taken.some((other) => overlap(box, other)) &&
        !dots.some((dot, at) => at !== index && overlap(box, dot))
    );
    const free = fitting.find(({ box }) => !lines.some((line) => overlap(box, line))) ?? fitting[0];
    if (free) taken.push(free.box);
    return free?.placed;
  });
}

/** The box that placed words take, for whoever checks or draws around them. */
export function boxOf({ x, y, anchor }: Placed, width: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, top: y - 12, right: left + width, bottom: y - 12 + high };
}
