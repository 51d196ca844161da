import type { Assignment } from '$lib/client/assignment';
import type { TextMap } from '$lib/client/project';
import { readAmount, typedAmount } from '$lib/ui/money';
import { trimmed } from '../text-map';

/** An assignment as it stands in the form: every field a text, '' where nothing is said. */
export interface Typed {
  id: string;
  person: string;
  location: string;
  wave: string;
  /** "id/version". */
  definition: string;
  firstDay: string;
  lastDay: string;
  scenario: TextMap;
  briefing: TextMap;
  amount: string;
  currency: string;
  cancelled: boolean;
}

export const blank = (id: string): Typed => ({
  id,
  person: '',
  location: '',
  wave: '',
  definition: '',
  firstDay: '',
  lastDay: '',
  scenario: {},
  briefing: {},
  amount: '',
  currency: 'CHF',
  cancelled: false
});

export function typedOf(given: Assignment): Typed {
  const { id, person, location, wave, definition, fee } = given;
  return {
    ...blank(id),
    person,
    location,
    wave,
    definition: `${definition.id}/${definition.version}`,
    firstDay: given.firstDay ?? '',
    lastDay: given.lastDay ?? '',
    scenario: given.scenario ?? {},
    briefing: given.briefing ?? {},
    ...(fee && { amount: typedAmount(fee), currency: fee.currency }),
    cancelled: given.cancelled ?? false
  };
}

/** The same visit once more: who and where is open again. */
export const another = (given: Assignment, id: string): Typed => ({ ...typedOf(given), id, person: '', location: '', cancelled: false });

export type Mistake = 'person' | 'location' | 'wave' | 'definition' | 'days' | 'amount' | 'currency';

/** What has to be mended before the form can be sent. */
export function mistakesOf(typed: Typed): Set<Mistake> {
  const found = new Set<Mistake>();
  for (const name of ['person', 'location', 'wave', 'definition'] as const) if (typed[name] === '') found.add(name);
  if (typed.firstDay && typed.lastDay && typed.lastDay < typed.firstDay) found.add('days');
  if (typed.amount.trim() !== '') {
    if (!/^[A-Z]{3}$/.test(typed.currency)) found.add('currency');
    else if (readAmount(typed.amount, typed.currency) === undefined) found.add('amount');
  }
  return found;
}

/** What the form says, once it has no mistakes. */
export function assignmentOf(typed: Typed): Assignment {
  const { id, person, location, wave, firstDay, lastDay, currency, cancelled } = typed;
  const cut = typed.definition.lastIndexOf('/');
  const scenario = trimmed(typed.scenario);
  const briefing = trimmed(typed.briefing);
  const amount = typed.amount.trim() === '' ? undefined : readAmount(typed.amount, currency);
  return {
    id,
    person,
    location,
    wave,
    definition: { id: typed.definition.slice(0, cut), version: Number(typed.definition.slice(cut + 1)) },
    ...(firstDay && { firstDay }),
    ...(lastDay && { lastDay }),
    ...(Object.keys(scenario).length > 0 && { scenario }),
    ...(Object.keys(briefing).length > 0 && { briefing }),
    ...(amount !== undefined && { fee: { amount, currency } }),
    ...(cancelled && { cancelled })
  };
}
