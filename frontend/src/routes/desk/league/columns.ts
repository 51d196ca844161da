/** What the locations of a wave can be ranked by. */
import { readBenchmark } from '$lib/client/benchmark';
import { noChoice } from '$lib/client/choices';
import { readEffectiveness } from '$lib/client/effectiveness';
import type { TextMap } from '$lib/client/project';
import { pick } from '$lib/ui/language.svelte';

export interface Column {
  indicator: string;
  /** Id; '' where several are combined. */
  definition: string;
  title: TextMap | null;
  /** Of the touchpoint it belongs to; null for the touchpoint's own composite. */
  touchpoint: TextMap | null;
  n: number;
}

export const keyOf = ({ definition, indicator }: Column): string => `${definition}/${indicator}`;

/** Touchpoints first, then indicators with the touchpoint they belong to. */
export function columnLabel({ indicator, title, touchpoint }: Column): string {
  const own = pick(title ?? undefined) || indicator.replace(/^touchpoint:/, '');
  const beside = pick(touchpoint ?? undefined);
  return beside && beside !== own ? `${beside}: ${own}` : own;
}

/** The touchpoint that most responses speak of. */
export const foremost = (columns: readonly Column[]): Column | undefined =>
  [...columns].sort((a, b) => Number(a.touchpoint !== null) - Number(b.touchpoint !== null) || b.n - a.n)[0];

/** Composites as the overview has them, and the declared indicators of the wave. */
export async function readColumns(project: string, wave: string, signal: AbortSignal): Promise<Column[]> {
  const [overview, levels] = await Promise.all([readEffectiveness(project, 'baseline', noChoice, signal), readBenchmark(project, wave, ['indicator'], noChoice, signal)]);
  const composites = overview.touchpoints.flatMap(({ name, title, definitions, cells }) => {
    const n = cells.find((cell) => cell.wave === wave)?.level?.n ?? 0;
    return n > 1 ? [{ indicator: `touchpoint:${name}`, definition: definitions.length === 1 ? (definitions[0] ?? '') : '', title, touchpoint: null, n }] : [];
  });
  const titles = new Map(levels.touchpoints?.map(({ name, title }) => [name, title]));
  const indicators = (levels.rows ?? []).flatMap(({ role, indicator, definition, title, touchpoint, own }) =>
    role === 'indicator' && own.n > 1 ? [{ indicator, definition, title: title ?? null, touchpoint: titles.get(touchpoint ?? '') ?? {}, n: own.n }] : []
  );
  return [...composites, ...indicators];
}
