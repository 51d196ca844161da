/** A question's parameter as a number above zero; undefined where it is absent or anything else. */
export function positive(parameter: unknown): number | undefined {
  const number = typeof parameter === 'string' || typeof parameter === 'number' ? Number(parameter) : NaN;
  return number > 0 && number < Infinity ? number : undefined;
}
