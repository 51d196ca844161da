/** Reads degrees between -most and most, with a decimal point or comma; undefined for anything else. */
export function degreesOf(text: string, most: number): number | undefined {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  if (!/^[+-]?\d{1,3}(\.\d{1,15})?$/.test(plain)) return undefined;
  const value = Number(plain);
  return Math.abs(value) <= most ? value : undefined;
}

/** The tags of a list with commas, each once. */
export const tagsOf = (text: string): string[] => [...new Set(text.split(/[,;\n]/).map((tag) => tag.trim()).filter(Boolean))];
