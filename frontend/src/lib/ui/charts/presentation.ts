/** Resolved looks: what style sheets say about an SVG, written into the SVG itself. */

/** Presentation attributes with the values they have when nothing is said. */
const initial: Record<string, string> = {
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  'text-anchor': 'start',
  'dominant-baseline': 'auto'
};
const written = ['font-family', 'font-size', 'font-weight'] as const;
const kept = /^(id|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|points|transform|viewBox|preserveAspectRatio|pattern\w+|offset|clip-path|href|font-style)$/;

/** A copy of an SVG that carries its resolved look and nothing of the page. */
export function presented(picture: SVGSVGElement): SVGSVGElement {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const originals = [picture, ...picture.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [index, original] of originals.entries()) {
    const twin = copies[index];
    if (twin) settle(original, twin);
  }
  for (const unseen of copy.querySelectorAll('title, desc, [data-unseen]')) unseen.remove();
  return copy;
}

function settle(original: SVGElement, twin: SVGElement): void {
  const style = getComputedStyle(original);
  for (const { name } of [...twin.attributes]) {
    if (!kept.test(name) || (original.localName === 'a' && name === 'href')) twin.removeAttribute(name);
  }
  if (style.display === 'none' || style.visibility === 'hidden' || original.classList.contains('no-print')) {
    twin.setAttribute('data-unseen', '');
    return;
  }
  // Groups pass nothing on: every mark carries its own look.
  if (style.opacity !== '1') twin.setAttribute('opacity', style.opacity);
  if (/^(svg|g|a|defs|pattern|clipPath)$/.test(original.localName)) return;
  for (const name of ['fill', 'stroke'] as const) paint(twin, name, style.getPropertyValue(name), Number(style.getPropertyValue(`${name}-opacity`)));
  for (const [name, usual] of Object.entries(initial)) {
    const value = style.getPropertyValue(name);
    if (value !== usual && value !== '') twin.setAttribute(name, value);
  }
  if (original.localName === 'text' || original.localName === 'tspan') {
    for (const name of written) twin.setAttribute(name, style.getPropertyValue(name));
  }
}

function paint(twin: SVGElement, name: 'fill' | 'stroke', value: string, share: number): void {
  const pattern = /^url\("?(#[^")]+)"?\)/.exec(value);
  if (pattern) return twin.setAttribute(name, `url(${pattern[1] ?? ''})`);
  const colour = value === 'none' ? null : opaque(value);
  twin.setAttribute(name, colour?.colour ?? 'none');
  if (colour && colour.share * share < 1) twin.setAttribute(`${name}-opacity`, String(round(colour.share * share)));
}

const round = (value: number) => Number(value.toFixed(3));
const known = new Map<string, { colour: string; share: number } | null>();

/** Any colour a browser computes, as #rrggbb with how much of it covers the ground; null when it is not seen. */
export function opaque(value: string): { colour: string; share: number } | null {
  const seen = known.get(value);
  if (seen !== undefined) return seen;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.fillStyle = '#00000000';
  pen.fillStyle = value;
  pen.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
  const colour = '#' + [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
  const made = alpha === 0 ? null : { colour, share: round(alpha / 255) };
  known.set(value, made);
  return made;
}
