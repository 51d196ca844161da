import { traits, type Trait, type TraitName } from '$lib/client/choices';
import { language, pick } from '$lib/ui/language.svelte';
import { t } from './messages';

/** What a trait is called. */
export function traitTitle(name: TraitName, known?: readonly Trait[]): string {
  const fixed = traits.find((one) => one === name);
  if (fixed) return t[fixed];
  const trait = known?.find((one) => one.name === name);
  return t.segment(pick(trait?.title) || name.slice('segment.'.length));
}

const groups = ['customers', 'employees', 'shoppers', 'visits'] as const;

/** What a respondent group is called; one that a link names has its own name. */
export const groupTitle = (name: string): string => {
  const known = groups.find((one) => one === name);
  return known ? t[known] : name || t.unnamed;
};

function languageTitle(code: string): string {
  try {
    return new Intl.DisplayNames([language.locale], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

const sourceTitle = (source: string): string => ({ link: t.fromLink, assignment: t.fromAssignment, import: t.fromImport })[source] ?? source;

/** What a value of a trait is called, by its own title where the project gives one. */
export function valueTitle(name: TraitName, value: string, known?: readonly Trait[]): string {
  const own = pick(known?.find((one) => one.name === name)?.values.find((one) => one.value === value)?.title);
  if (own) return own;
  if (name === 'language' && value) return languageTitle(value);
  if (name === 'source' && value) return sourceTitle(value);
  if (name === 'group') return groupTitle(value);
  return value || t.unnamed;
}
