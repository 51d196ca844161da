/** A project's settings while they are typed, and what of them has to be sent. */
import { defaultRules, type Project, type ProjectChange, type Rules } from '$lib/client/project';
import type { State } from '$lib/client/response-list';

/** The rules that are numbers, with the largest that the server takes; the order is that of the page. */
export const numberRules = {
  lockoutDays: 3650,
  perDay: 100,
  locationGapDays: 3650,
  radius: 100_000,
  accuracy: 100_000,
  shortestSeconds: 86_400,
  shortText: 10_000,
  returnDays: 365,
  remindDays: 365
} as const;
export type NumberRule = keyof typeof numberRules;

export const switches = ['secondReviewer', 'hidePhotos'] as const;

/** Counted where a project does not say otherwise. */
export const countedByDefault: readonly State[] = ['submitted', 'inReview', 'approved'];

export interface Typed {
  title: string;
  timeZone: string;
  /** Codes, in order. */
  languages: string[];
  /** '' is the usual one. */
  accent: string;
  counted: State[];
  /** As typed; '' is off or the default. */
  numbers: Record<NumberRule, string>;
  secondReviewer: boolean;
  hidePhotos: boolean;
}

/** What the form shows of a project. */
export function typedOf({ title, timeZone, languages, accent, countedStates, rules = {} }: Project): Typed {
  const numbers = Object.fromEntries(Object.keys(numberRules).map((name) => [name, rules[name as NumberRule] ? String(rules[name as NumberRule]) : '']));
  return {
    title,
    timeZone,
    languages: [...languages],
    accent: accent ?? '',
    counted: [...(countedStates?.length ? countedStates : countedByDefault)],
    numbers: numbers as Record<NumberRule, string>,
    secondReviewer: rules.secondReviewer ?? false,
    hidePhotos: rules.hidePhotos ?? false
  };
}

/** Whether a time zone is known here; the server has the last word. */
export function zoneKnown(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat;
  } catch {
    return false;
  }
}

export const languageCode = /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/;

/** The names of what is mistyped. */
export function mistakesOf(typed: Typed): Set<string> {
  const found = new Set<string>();
  if (!typed.title.trim()) found.add('title');
  if (!zoneKnown(typed.timeZone.trim())) found.add('timeZone');
  if (typed.languages.length === 0 || !typed.languages.every((code) => languageCode.test(code))) found.add('languages');
  if (typed.counted.length === 0) found.add('countedStates');
  for (const [name, most] of Object.entries(numberRules)) {
    const text = typed.numbers[name as NumberRule].trim();
    if (text && !(/^\d+$/.test(text) && Number(text) <= most)) found.add(name);
  }
  return found;
}

function rulesOf(typed: Typed): Rules {
  const numbers = Object.keys(numberRules).flatMap((name) => {
    const value = Number(typed.numbers[name as NumberRule].trim());
    return value > 0 ? [[name, value] as const] : [];
  });
  return { ...Object.fromEntries(numbers), ...(typed.secondReviewer && { secondReviewer: true }), ...(typed.hidePhotos && { hidePhotos: true }) };
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** Only what differs from the project as it was; rules go whole. */
export function changeOf(typed: Typed, project: Project): ProjectChange {
  const before = typedOf(project);
  const change: ProjectChange = {};
  if (typed.title.trim() !== before.title) change.title = typed.title.trim();
  if (typed.timeZone.trim() !== before.timeZone) change.timeZone = typed.timeZone.trim();
  if (!same(typed.languages, before.languages)) change.languages = [...typed.languages];
  if (typed.accent !== before.accent) change.accent = typed.accent;
  if (!same([...typed.counted].sort(), [...before.counted].sort())) change.countedStates = [...typed.counted];
  if (!same(rulesOf(typed), rulesOf(before))) change.rules = rulesOf(typed);
  return change;
}

/** What holds where a rule is left empty; undefined: nothing. */
export const usualOf = (name: NumberRule): number | undefined => (defaultRules as Rules)[name];
