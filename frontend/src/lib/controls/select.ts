/** What the controls of select questions share. */
import type { OfferedChoice, Question } from '$lib/engine';
import { dropdownWords, hasWord } from './control';

/**
 * The answer after a choice was ticked or unticked, in the order of the list, so that the same choices are the same
 * answer. An exclusive choice such as "none of these" and the others put each other out.
 */
export function toggled(choices: readonly OfferedChoice[], chosen: readonly string[], name: string, checked: boolean): string[] {
  const exclusive = (one: string) => choices.find((choice) => choice.name === one)?.choice.exclusive === true;
  const kept = exclusive(name) ? [] : chosen.filter((one) => one !== name && !exclusive(one));
  const next = checked ? [...kept, name] : chosen.filter((one) => one !== name);
  const rank = new Map(choices.map((choice, index) => [choice.name, index]));
  return next.sort((a, b) => (rank.get(a) ?? Infinity) - (rank.get(b) ?? Infinity));
}

export function isDropdown(question: Question): boolean {
  return hasWord(question, ...dropdownWords);
}

/** How choices are laid out, from the appearance. */
export interface Layout {
  /** A number of columns; 'fit' for as many as the widest label allows, 'pack' for one after the other. */
  columns: number | 'fit' | 'pack';
  /** Without circles and boxes, for choices that are pictures. */
  bare: boolean;
  /** One tap leads on to the next question. */
  quick: boolean;
}

export function layoutOf(question: Question): Layout {
  const counted = /(?:^|\s)columns-(\d{1,2})(?:\s|$)/.exec(question.appearance ?? '')?.[1];
  const columns = counted
    ? Math.max(1, Math.min(10, Number(counted)))
    : hasWord(question, 'columns-pack', 'compact', 'quickcompact', 'horizontal-compact')
      ? 'pack'
      : hasWord(question, 'columns', 'horizontal')
        ? 'fit'
        : 1;
  return { columns, bare: hasWord(question, 'no-buttons', 'compact', 'quickcompact'), quick: hasWord(question, 'quick', 'quickcompact') };
}
