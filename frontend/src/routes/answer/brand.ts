/** The accent tokens for a project's brand colour, made readable on light and dark ground (WCAG 2.2 AA, 4.5:1). */
export interface Accent {
  accent: string;
  hover: string;
  ink: string;
  soft: string;
}

type Colour = readonly [number, number, number];

const white: Colour = [255, 255, 255];
const black: Colour = [0, 0, 0];
const grounds = { light: [246, 247, 247], dark: [15, 19, 20] } as const;
const enough = 4.5;

function read(hex: string): Colour | undefined {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)?.slice(1);
  return digits ? (digits.map((pair) => parseInt(pair, 16)) as unknown as Colour) : undefined;
}

const write = (colour: Colour): string => '#' + colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('');

const mixed = (from: Colour, to: Colour, share: number): Colour =>
  from.map((part, index) => part + ((to[index] ?? 0) - part) * share) as unknown as Colour;

/** Relative luminance, WCAG 2.2. */
function luminance(colour: Colour): number {
  const [red = 0, green = 0, blue = 0] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio of two colours, WCAG 2.2: 1 to 21. */
export function contrast(one: Colour, other: Colour): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/** Undefined when the text is no colour of the form #rrggbb. */
export function accentOf(hex: string, scheme: 'light' | 'dark'): Accent | undefined {
  const brand = read(hex);
  if (!brand) return undefined;
  const ground = grounds[scheme];
  const away = scheme === 'light' ? black : white;
  // 3 % more than enough, because the soft ground is a little nearer to the accent.
  let accent = brand;
  for (let share = 0; share <= 1 && contrast(accent, mixed(ground, accent, 0.12)) < enough * 1.03; share += 0.02) accent = mixed(brand, away, share);
  return {
    accent: write(accent),
    hover: write(mixed(accent, away, 0.2)),
    ink: write(contrast(accent, white) >= contrast(accent, black) ? white : black),
    soft: write(mixed(ground, accent, 0.12))
  };
}

/** Puts a brand colour into effect and keeps it in step with light and dark. */
export function wear(hex: string): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const tokens = accentOf(hex, dark.matches ? 'dark' : 'light');
    if (!tokens) return;
    const { style } = document.documentElement;
    style.setProperty('--accent', tokens.accent);
    style.setProperty('--accent-hover', tokens.hover);
    style.setProperty('--accent-ink', tokens.ink);
    style.setProperty('--accent-soft', tokens.soft);
  };
  apply();
  dark.addEventListener('change', apply);
}
