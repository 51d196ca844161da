import { definitions, type DefinitionEntry } from '$lib/client/definition';
import { people } from '$lib/client/invitation';
import { locations, type Location } from '$lib/client/location';
import type { Person, Role } from '$lib/client/token';
import { waves, type Wave } from '$lib/client/wave';
import { language, pick } from '$lib/ui/language.svelte';
import { everyPage } from '../every-page';
import { t } from './messages-board';

/** What assignments name; without people for those who may not see them. */
export interface Needs {
  locations: readonly Location[];
  waves: readonly Wave[];
  definitions: readonly DefinitionEntry[];
  people: readonly (Pick<Person, 'id' | 'name' | 'email' | 'disabled'> & { role: Role })[] | undefined;
}

/** As people look for names: shopper 2 before shopper 10. */
const order = (a: string, b: string): number => a.localeCompare(b, language.current, { numeric: true });

/** Who may be given work. */
export const shoppersOf = ({ people }: Pick<Needs, 'people'>): NonNullable<Needs['people']> => (people ?? []).filter(({ role, disabled }) => role === 'shopper' && !disabled);

/** Fetches all of it; people only for those who may see them. */
export async function fetchNeeds(project: string, withPeople: boolean, signal?: AbortSignal): Promise<Needs> {
  const [places, rounds, known, persons] = await Promise.all([
    everyPage((after, stop) => locations.list(project, after, stop), signal),
    waves.list(project, signal),
    definitions.published(project, signal),
    withPeople ? people.list(project, signal) : undefined
  ]);
  return { locations: places, waves: rounds.items, definitions: known.items, people: persons && [...persons.items].sort((a, b) => order(a.name, b.name)) };
}

/** The names by which people know what an assignment refers to; the reference itself where it is unknown. */
export class Names {
  readonly #needs: Needs;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  location = (code: string): string => this.#needs.locations.find((one) => one.code === code)?.title || code;
  wave = (name: string): string => pick(this.#needs.waves.find((one) => one.name === name)?.title) || name;
  definition = (id: string): string => pick(this.#needs.definitions.find((one) => one.id === id)?.title) || id;
  /** The words for an arm of a wave; those of a pilot have theirs, even without a title. */
  arm = (wave: string, name: string): string =>
    pick(this.#needs.waves.find((one) => one.name === wave)?.arms?.find((arm) => arm.name === name)?.title) || (name === 'test' ? t.armTest : name === 'control' ? t.armControl : name);
  person = (id: string): string => this.#needs.people?.find((one) => one.id === id)?.name || '–';
}
