import type { LocationMapping } from '$lib/client/location';

/** What a column of a table of locations can be, in the order to choose from. A position may stand in two columns or in one. */
export const members = [
  'code',
  'title',
  'address',
  'lat',
  'lon',
  'position',
  'brand',
  'competitor',
  'tags',
  'activeFrom',
  'activeUntil',
  'openingHours',
  'radius',
  'contact',
  'note'
] as const;
export type Member = (typeof members)[number];

/** The columns with what each is; '' is left out. */
export type Chosen = readonly { name: string; member: string }[];

/** As the server takes it; columns that are left out are said to be so. */
export const mappingOf = (chosen: Chosen): LocationMapping => Object.fromEntries(chosen.map(({ name, member }) => [name, member]));

/** Members that are wrong: those that more than one column is (but for the address, whose parts may stand apart), and a code that none is. */
export function mistakesOf(chosen: Chosen): Map<string, 'twice' | 'missing'> {
  const mistakes = new Map<string, 'twice' | 'missing'>();
  for (const member of members) {
    const count = chosen.filter((one) => one.member === member).length;
    if (count > 1 && member !== 'address') mistakes.set(member, 'twice');
    if (count === 0 && member === 'code') mistakes.set(member, 'missing');
  }
  return mistakes;
}
