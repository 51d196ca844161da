/** A drawing as a list of strokes, so that each can be taken back. */

/** Coordinates in pixels of the picture. */
export interface Dot {
  x: number;
  y: number;
}

export interface Stroke {
  colour: string;
  /** Pixels of the picture. */
  width: number;
  dots: Dot[];
}

export class Drawing {
  strokes = $state.raw<readonly Stroke[]>([]);
  #undone = $state.raw<readonly Stroke[]>([]);

  get empty(): boolean {
    return this.strokes.length === 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  add(stroke: Stroke): void {
    this.strokes = [...this.strokes, stroke];
    this.#undone = [];
  }

  undo(): void {
    const last = this.strokes.at(-1);
    if (!last) return;
    this.strokes = this.strokes.slice(0, -1);
    this.#undone = [...this.#undone, last];
  }

  redo(): void {
    const next = this.#undone.at(-1);
    if (!next) return;
    this.#undone = this.#undone.slice(0, -1);
    this.strokes = [...this.strokes, next];
  }

  /** Begins anew, with nothing to redo. */
  forget(): void {
    this.strokes = this.#undone = [];
  }

  /** Takes everything back; redo brings it again stroke by stroke. */
  clear(): void {
    this.#undone = [...this.#undone, ...[...this.strokes].reverse()];
    this.strokes = [];
  }
}

/** Draws a stroke as a smooth line through the middles between its dots; a single dot becomes a point. */
export function paintStroke(context: CanvasRenderingContext2D, { colour, width, dots }: Stroke): void {
  const [first, ...others] = dots;
  if (!first) return;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineCap = context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(first.x, first.y);
  let before = first;
  for (const dot of others) {
    context.quadraticCurveTo(before.x, before.y, (before.x + dot.x) / 2, (before.y + dot.y) / 2);
    before = dot;
  }
  context.lineTo(before.x, before.y);
  context.stroke();
}

/** Writes a name as large as it fits, like a signature. */
export function paintName(context: CanvasRenderingContext2D, name: string): void {
  const { width, height } = context.canvas;
  const font = (size: number) => `italic ${size}px "Snell Roundhand", "Segoe Script", "Dancing Script", cursive`;
  const largest = height * 0.45;
  context.font = font(largest);
  const wide = context.measureText(name).width;
  context.font = font(Math.min(largest, (largest * width * 0.9) / Math.max(wide, 1)));
  context.fillStyle = '#111';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(name, width / 2, height / 2);
}
