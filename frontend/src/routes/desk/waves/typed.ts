import type { Arm, Target } from '$lib/client/wave';
import { tagsOf } from '../locations/reading';

/** An arm as it stands in the form; codes and tags separated by commas. */
export interface ArmRow {
  name: string;
  tags: string;
  locations: string;
  /** Kept as it was. */
  title?: Arm['title'];
}

export const armRowsOf = (arms: readonly Arm[] = []): ArmRow[] =>
  arms.map(({ name, title, tags, locations }) => ({ name, tags: (tags ?? []).join(', '), locations: (locations ?? []).join(', '), ...(title && { title }) }));

/** What the rows say; rows without a name are left out. */
export const armsOf = (rows: readonly ArmRow[]): Arm[] =>
  rows
    .filter(({ name }) => name.trim() !== '')
    .map(({ name, title, ...row }) => {
      const tags = tagsOf(row.tags);
      const locations = tagsOf(row.locations);
      return { name: name.trim(), ...(title && { title }), ...(locations.length > 0 && { locations }), ...(tags.length > 0 && { tags }) };
    });

export type ArmMistake = 'name' | 'twice' | 'nobody' | 'location';

/** What is wrong with an arm among the others; `known` are the codes that there are. */
export function armMistake(rows: readonly ArmRow[], index: number, known: ReadonlySet<string>): ArmMistake | undefined {
  const row = rows[index];
  if (!row) return undefined;
  const name = row.name.trim();
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(name)) return 'name';
  if (rows.findIndex((other) => other.name.trim() === name) < index) return 'twice';
  const codes = tagsOf(row.locations);
  if (codes.some((code) => !known.has(code))) return 'location';
  return codes.length === 0 && tagsOf(row.tags).length === 0 ? 'nobody' : undefined;
}

/** For whom a target counts. */
export type Scope = 'each' | 'tag' | 'location';

export interface TargetRow {
  definition: string;
  count: string;
  scope: Scope;
  /** The tag or the code. */
  of: string;
}

export const targetRowsOf = (targets: readonly Target[] = []): TargetRow[] =>
  targets.map(({ definition, count, location, tag }) => ({
    definition,
    count: String(count),
    scope: location ? 'location' : tag ? 'tag' : 'each',
    of: location ?? tag ?? ''
  }));

export const countOf = (text: string): number | undefined => {
  const count = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= 100_000 ? count : undefined;
};

export const targetsOf = (rows: readonly TargetRow[]): Target[] =>
  rows.map(({ definition, count, scope, of }) => ({
    definition,
    count: countOf(count) ?? 0,
    ...(scope === 'location' && { location: of.trim() }),
    ...(scope === 'tag' && { tag: of.trim() })
  }));

/** The member of a target that is wrong. */
export function targetMistake(row: TargetRow, known: ReadonlySet<string>): 'definition' | 'count' | 'of' | undefined {
  if (row.definition === '') return 'definition';
  if (countOf(row.count) === undefined) return 'count';
  const of = row.of.trim();
  return (row.scope === 'tag' && of === '') || (row.scope === 'location' && !known.has(of)) ? 'of' : undefined;
}
