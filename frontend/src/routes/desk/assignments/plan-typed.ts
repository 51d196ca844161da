import type { Location } from '$lib/client/location';
import type { Plan } from '$lib/client/planning';
import type { Wave } from '$lib/client/wave';
import { activeOn } from '../locations/search';
import { contentMistakes, contentOf, definitionOf, noContent, type TypedContent } from './content';
import { dayList } from './days';
import type { Finding } from './typed';

/** Which locations are visited. */
export type Where = 'all' | 'tags' | 'chosen' | 'targets';

/** A plan as it stands in the wizard: numbers and days are texts, '' where nothing is said. */
export interface PlanTyped {
  wave: string;
  /** "id/version". */
  definition: string;
  where: Where;
  tags: string[];
  /** Codes. */
  locations: string[];
  /** '' for own and competitors'. */
  whose: '' | 'own' | 'competitor';
  visits: string;
  spread: boolean;
  /** '' takes the wave's. */
  firstDay: string;
  lastDay: string;
  weekdays: number[];
  hours: { from: string; to: string }[];
  excluded: string;
  submitAfter: string;
  content: TypedContent;
  finding: Finding;
  /** Ids; only meant while given to people. */
  people: string[];
}

export const blankPlan = (): PlanTyped => ({
  wave: '',
  definition: '',
  where: 'all',
  tags: [],
  locations: [],
  whose: '',
  visits: '1',
  spread: true,
  firstDay: '',
  lastDay: '',
  weekdays: [],
  hours: [],
  excluded: '',
  submitAfter: '',
  content: noContent(),
  finding: 'later',
  people: []
});

export const steps = ['what', 'where', 'when', 'briefing', 'who', 'check'] as const;
export type Step = (typeof steps)[number];

export type PlanMistake = 'wave' | 'definition' | 'tags' | 'locations' | 'targets' | 'visits' | 'days' | 'spread' | 'hours' | 'excluded' | 'submitAfter' | 'people' | 'content';

const whole = (text: string, least: number, most: number): number | undefined => {
  const value = /^\s*\d{1,6}\s*$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : undefined;
};

/** The days of the plan: its own, else the wave's. */
export const spanOf = (typed: PlanTyped, wave: Pick<Wave, 'firstDay' | 'lastDay'> | undefined): { firstDay: string; lastDay: string } => ({
  firstDay: typed.firstDay || (wave?.firstDay ?? ''),
  lastDay: typed.lastDay || (wave?.lastDay ?? '')
});

/** What has to be mended, by the step where that is done. */
export function planMistakes(typed: PlanTyped, wave: Wave | undefined): Record<Step, Set<PlanMistake>> {
  const found: Record<Step, Set<PlanMistake>> = { what: new Set(), where: new Set(), when: new Set(), briefing: new Set(), who: new Set(), check: new Set() };
  if (!wave) found.what.add('wave');
  if (typed.definition === '') found.what.add('definition');
  if (typed.where === 'tags' && typed.tags.length === 0) found.where.add('tags');
  if (typed.where === 'chosen' && typed.locations.length === 0) found.where.add('locations');
  if (typed.where === 'targets' && !wave?.targets?.some(({ definition }) => definition === definitionOf(typed.definition || '/0').id)) found.where.add('targets');
  if (typed.where !== 'targets' && whole(typed.visits, 1, 100) === undefined) found.when.add('visits');
  const { firstDay, lastDay } = spanOf(typed, wave);
  if (firstDay && lastDay && lastDay < firstDay) found.when.add('days');
  if (typed.spread && !(firstDay && lastDay)) found.when.add('spread');
  if (typed.hours.some(({ from, to }) => from === '' || to === '' || (to === '00:00' ? '24:00' : to) <= from)) found.when.add('hours');
  if (!dayList(typed.excluded)) found.when.add('excluded');
  if (typed.submitAfter.trim() !== '' && whole(typed.submitAfter, 0, 365) === undefined) found.when.add('submitAfter');
  if (contentMistakes(typed.content).size > 0) found.briefing.add('content');
  if (typed.finding === 'person' && typed.people.length === 0) found.who.add('people');
  return found;
}

/** The first step with something to mend; undefined when the plan is sound. */
export const firstUnsound = (mistakes: Record<Step, ReadonlySet<PlanMistake>>): Step | undefined => steps.find((step) => mistakes[step].size > 0);

/** What the wizard says, once it has no mistakes. */
export function planOf(typed: PlanTyped): Plan {
  const excludedDays = dayList(typed.excluded) ?? [];
  const submitAfterDays = whole(typed.submitAfter, 0, 365);
  const { firstDay, lastDay, weekdays } = typed;
  const board = typed.finding === 'first' || typed.finding === 'apply' ? typed.finding : undefined;
  return {
    wave: typed.wave,
    definition: definitionOf(typed.definition),
    ...(typed.where === 'tags' && { tags: typed.tags }),
    ...(typed.where === 'chosen' && { locations: typed.locations }),
    ...(typed.whose && { competitors: typed.whose === 'competitor' }),
    ...(typed.where === 'targets' ? { targets: true } : { visits: whole(typed.visits, 1, 100) ?? 1 }),
    ...(firstDay && { firstDay }),
    ...(lastDay && { lastDay }),
    ...(weekdays.length > 0 && weekdays.length < 7 && { weekdays }),
    ...(typed.hours.length > 0 && { hours: typed.hours.map(({ from, to }) => ({ from, to: to === '00:00' ? '24:00' : to })) }),
    ...(excludedDays.length > 0 && { excludedDays }),
    ...(submitAfterDays !== undefined && { submitAfterDays }),
    spread: typed.spread,
    ...(typed.finding === 'person' && { people: typed.people }),
    template: { ...contentOf(typed.content), ...(board && { board }) },
    state: typed.finding === 'later' ? 'planned' : 'offered'
  };
}

/** The plan as far as places and days go, so that a look ahead stays light however long the briefing is. */
export const outlineOf = ({ template, ...plan }: Plan): Plan => ({ ...plan, template: { ...(template.board && { board: template.board }) } });

/** The locations that the choice means; the server leaves out those that are not active. */
export function chosenLocations(typed: PlanTyped, all: readonly Location[]): Location[] {
  return all.filter(
    (location) =>
      (!typed.whose || (typed.whose === 'competitor') === (location.competitor ?? false)) &&
      (typed.where !== 'tags' || location.tags?.some((tag) => typed.tags.includes(tag))) &&
      (typed.where !== 'chosen' || typed.locations.includes(location.code))
  );
}

/** Those of them that can be visited on some day between two days; open ends always can. */
export const visitable = (locations: readonly Location[], { firstDay, lastDay }: { firstDay: string; lastDay: string }): Location[] =>
  locations.filter((location) => (!lastDay || !location.active?.from || location.active.from <= lastDay) && (!firstDay || activeOn({ active: { until: location.active?.until ?? '' } }, firstDay)));
