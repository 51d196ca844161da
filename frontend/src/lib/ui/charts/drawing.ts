/**
 * Draws what is seen of a part of the page (text, boxes and the SVG in it) as one SVG file
 * that needs nothing else: colours and fonts are resolved, in the light appearance, whatever
 * the page has. What has the class no-print is left out. PNG files are drawn from it.
 */
import { opaque, presented } from './presentation';

const edge = 16;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);
const round = (value: number) => Number(value.toFixed(2));

/** The drawing of an element, with its size in pixels. */
export interface Drawing {
  svg: string;
  width: number;
  height: number;
}

export function drawingOf(root: HTMLElement): Drawing {
  const restore = inLight(root);
  try {
    const origin = root.getBoundingClientRect();
    const painter = new Painter(origin.left - edge, origin.top - edge);
    painter.element(root);
    const width = Math.ceil(painter.reach.right) + edge;
    const height = Math.ceil(painter.reach.bottom) + edge;
    const svg =
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
      `<rect width="${width}" height="${height}" fill="#ffffff"/>${painter.parts.join('')}</svg>`;
    return { svg, width, height };
  } finally {
    restore();
  }
}

/** Shows the page in light colours and the element whole and where it stands, until restored; nothing is painted in between. */
function inLight(root: HTMLElement): () => void {
  const page = document.documentElement;
  const theme = page.dataset['theme'];
  const stuck = [...root.querySelectorAll<HTMLElement>('*')].filter((one) => getComputedStyle(one).position === 'sticky');
  for (const one of stuck) one.style.setProperty('position', 'static', 'important');
  page.dataset['drawn'] = root.dataset['drawn'] = '';
  page.dataset['theme'] = 'light';
  return () => {
    for (const one of stuck) one.style.removeProperty('position');
    if (theme === undefined) delete page.dataset['theme'];
    else page.dataset['theme'] = theme;
    // The page's own colours are settled before transitions are on again, so that nothing flashes.
    void root.offsetWidth;
    delete page.dataset['drawn'];
    delete root.dataset['drawn'];
  };
}

class Painter {
  readonly parts: string[] = [];
  readonly reach: Box = { left: 0, top: 0, right: 0, bottom: 0 };
  readonly #pen = document.createElement('canvas').getContext('2d');

  constructor(
    private readonly left: number,
    private readonly top: number
  ) {}

  element(element: Element): void {
    const style = getComputedStyle(element);
    if (element.classList.contains('no-print') || style.display === 'none' || style.visibility === 'hidden') return;
    // Text for screen readers alone is clipped away.
    if (style.clipPath === 'inset(50%)' || style.opacity === '0') return;
    if (element instanceof SVGSVGElement) return this.#picture(element);
    this.#box(element.getBoundingClientRect(), style);
    for (const child of element.childNodes) {
      if (child instanceof Text) this.#text(child, style);
      else if (child instanceof Element) this.element(child);
    }
  }

  #grow(box: Box): void {
    this.reach.right = Math.max(this.reach.right, box.right - this.left);
    this.reach.bottom = Math.max(this.reach.bottom, box.bottom - this.top);
  }

  #box(box: DOMRect, style: CSSStyleDeclaration): void {
    if (box.width === 0 || box.height === 0) return;
    this.#grow(box);
    const x = round(box.left - this.left);
    const y = round(box.top - this.top);
    const ground = opaque(style.backgroundColor);
    const sides = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) => {
      const width = style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]);
      return { width, line: width > 0 ? opaque(style[`border${side}Color`]) : null, dashed: style[`border${side}Style`] === 'dashed' };
    });
    const [first] = sides;
    const whole = first?.line && sides.every((side) => side.width === first.width && side.line?.colour === first.line?.colour) ? first : undefined;
    const half = (whole?.width ?? 0) / 2;
    if (ground || whole) {
      const radius = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, box.width / 2, box.height / 2);
      const paint = ground ? `fill="${ground.colour}"${ground.share < 1 ? ` fill-opacity="${ground.share}"` : ''}` : 'fill="none"';
      const line = whole?.line ? ` stroke="${whole.line.colour}" stroke-width="${whole.width}"${whole.dashed ? ' stroke-dasharray="3 3"' : ''}` : '';
      this.parts.push(`<rect x="${x + half}" y="${y + half}" width="${round(box.width - 2 * half)}" height="${round(box.height - 2 * half)}" rx="${radius}" ${paint}${line}/>`);
    }
    if (whole) return;
    const right = round(x + box.width);
    const bottom = round(y + box.height);
    const ends = [[x, y, right, y], [right, y, right, bottom], [x, bottom, right, bottom], [x, y, x, bottom]] as const;
    for (const [index, { width, line }] of sides.entries()) {
      const end = ends[index];
      if (line && end) this.parts.push(`<line x1="${end[0]}" y1="${end[1]}" x2="${end[2]}" y2="${end[3]}" stroke="${line.colour}" stroke-width="${width}"/>`);
    }
  }

  #text(node: Text, style: CSSStyleDeclaration): void {
    const colour = opaque(style.color);
    if (!colour) return;
    for (const line of linesOf(node)) {
      this.#grow(line.box);
      const x = round(line.box.left - this.left);
      const y = round(this.#baseline(line.box, style));
      const words = style.textTransform === 'uppercase' ? line.text.toLocaleUpperCase() : line.text;
      this.parts.push(
        `<text x="${x}" y="${y}" fill="${colour.colour}" font-family="${escaped(style.fontFamily)}" font-size="${style.fontSize}" font-weight="${style.fontWeight}">${escaped(words)}</text>`
      );
    }
  }

  /** Where letters stand in the box that a browser gives for them. */
  #baseline(box: Box, style: CSSStyleDeclaration): number {
    const height = box.bottom - box.top;
    if (!this.#pen) return box.top - this.top + height * 0.8;
    this.#pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = this.#pen.measureText('x');
    return box.top - this.top + (height - above - below) / 2 + above;
  }

  #picture(picture: SVGSVGElement): void {
    const box = picture.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return;
    this.#grow(box);
    const copy = presented(picture);
    copy.setAttribute('x', String(round(box.left - this.left)));
    copy.setAttribute('y', String(round(box.top - this.top)));
    copy.setAttribute('width', String(round(box.width)));
    copy.setAttribute('height', String(round(box.height)));
    copy.setAttribute('overflow', 'visible');
    this.parts.push(new XMLSerializer().serializeToString(copy).replace(' xmlns="http://www.w3.org/2000/svg"', ''));
  }
}

/** The lines into which a browser has broken a text, hyphens that it added included. */
function linesOf(node: Text): { text: string; box: Box }[] {
  const range = document.createRange();
  const lines: { text: string; box: Box }[] = [];
  for (const match of node.data.matchAll(/[^\s]+/g)) {
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].length);
    const parts = range.getClientRects().length > 1 ? brokenWord(node, match.index, match[0]) : [{ text: match[0], box: range.getBoundingClientRect() }];
    for (const { text, box } of parts) {
      if (box.width === 0) continue;
      const line = lines.at(-1);
      if (line && Math.abs(line.box.top - box.top) < 2) {
        line.text += ' ' + text;
        line.box.right = box.right;
      } else lines.push({ text, box: { left: box.left, top: box.top, right: box.right, bottom: box.bottom } });
    }
  }
  return lines;
}

function brokenWord(node: Text, start: number, word: string): { text: string; box: DOMRect }[] {
  const range = document.createRange();
  const parts: { text: string; box: DOMRect }[] = [];
  let from = start;
  for (let at = start + 1; at <= start + word.length; at++) {
    range.setStart(node, from);
    range.setEnd(node, at);
    if (at < start + word.length && range.getClientRects().length === 1) continue;
    const whole = range.getClientRects().length === 1;
    const end = whole ? at : at - 1;
    range.setEnd(node, end);
    const text = node.data.slice(from, end);
    parts.push({ text: whole || text.endsWith('-') ? text : text + '-', box: range.getBoundingClientRect() });
    from = end;
    if (!whole) at--;
  }
  return parts;
}

/** At most this many pixels: what every browser's canvas takes. */
const mostPixels = 120_000_000;

/** The drawing as a PNG file, two pixels for one where its size allows; rejects when the browser cannot draw it. */
export async function pngOf({ svg, width, height }: Drawing): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = address;
    await image.decode();
    const scale = Math.min(2, Math.sqrt(mostPixels / (width * height)), 32_000 / Math.max(width, height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the browser gave no PNG file'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}
