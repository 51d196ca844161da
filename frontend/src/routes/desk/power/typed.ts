/** Numbers that a person types, in the unit shown. Pure. */
import { shownAs } from '../comparison/figures';
import type { Measure } from '../comparison/panels';

/** A number above 0 with a decimal point or comma; undefined for nothing, NaN for anything else. */
export function positive(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return undefined;
  const number = Number(trimmed);
  return number > 0 && Number.isFinite(number) ? number : Number.NaN;
}

/** What is stored for a difference that is shown, and the other way about. */
export const storedDifference = (measure: Measure, shown: number): number => shown / shownAs(measure, 1);
export const shownDifference = (measure: Measure, stored: number): number => Number(shownAs(measure, stored).toPrecision(6));
