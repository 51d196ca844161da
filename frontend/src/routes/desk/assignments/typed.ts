import type { Assignment, Board } from '$lib/client/assignment';
import { contentMistakes, contentOf, definitionOf, noContent, referenceOf, typedContentOf, type ContentMistake, type TypedContent } from './content';
import { daysMistakes, daysOf, noDays, typedDaysOf, type DaysMistake, type TypedDays } from './days';

/** How a visit finds its shopper: given to one, on the job board, or not yet. */
export const findings = ['person', 'first', 'apply', 'later'] as const;
export type Finding = (typeof findings)[number];

/** An assignment as it stands in the form: fields are texts, '' where nothing is said. */
export interface Typed {
  id: string;
  finding: Finding;
  /** Only meant while given to a person. */
  person: string;
  location: string;
  wave: string;
  /** "id/version". */
  definition: string;
  days: TypedDays;
  content: TypedContent;
}

export const blank = (id: string): Typed => ({ id, finding: 'person', person: '', location: '', wave: '', definition: '', days: noDays(), content: noContent() });

function findingOf({ person, board, state }: Assignment): Finding {
  if (person) return 'person';
  if (board && state !== 'planned') return board;
  return 'later';
}

export const typedOf = (given: Assignment): Typed => ({
  id: given.id,
  finding: findingOf(given),
  person: given.person,
  location: given.location,
  wave: given.wave,
  definition: referenceOf(given.definition),
  days: typedDaysOf(given),
  content: typedContentOf(given)
});

/** The same visit once more: who and where is open again. */
export const another = (given: Assignment, id: string): Typed => ({ ...typedOf(given), id, finding: 'person', person: '', location: '' });

export type Mistake = 'person' | 'location' | 'wave' | 'definition' | DaysMistake | ContentMistake;

/** What has to be mended before the form can be sent; `place` tells whether it needs a location, `wave` a wave. */
export function mistakesOf(typed: Typed, needs: { place: boolean } = { place: true }): Set<Mistake> {
  const found = new Set<Mistake>([...daysMistakes(typed.days), ...contentMistakes(typed.content)]);
  if (typed.definition === '') found.add('definition');
  if (needs.place) for (const name of ['location', 'wave'] as const) if (typed[name] === '') found.add(name);
  if (typed.finding === 'person' && typed.person === '') found.add('person');
  return found;
}

/** How it finds its shopper, as assignments say it. An acceptance holds as long as the person stays the same. */
export function handing({ finding, person }: Pick<Typed, 'finding' | 'person'>, before?: Assignment): Pick<Assignment, 'person' | 'state'> & { board?: Board } {
  if (before?.state === 'cancelled') return { person: finding === 'person' ? person : '', state: 'cancelled', ...(finding !== 'person' && finding !== 'later' && { board: finding }) };
  if (finding === 'later') return { person: '', state: 'planned' };
  if (finding !== 'person') return { person: '', state: 'offered', board: finding };
  const kept = before?.person === person && before.state !== undefined && before.state !== 'planned';
  return { person, state: kept && before.state ? before.state : 'offered', ...(before?.board && { board: before.board }) };
}

/** What the form says, once it has no mistakes; what it does not show stays as it was. */
export function assignmentOf(typed: Typed, before?: Assignment): Assignment {
  const { id, location, wave } = typed;
  return {
    id,
    location,
    wave,
    definition: definitionOf(typed.definition),
    ...(before?.account && { account: before.account }),
    ...(before?.contact && { contact: before.contact }),
    ...(before?.arm && { arm: before.arm }),
    ...handing(typed, before),
    ...daysOf(typed.days),
    ...contentOf(typed.content)
  };
}
