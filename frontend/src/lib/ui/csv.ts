/** Comma separated values as RFC 4180 has them, safe to open in a spreadsheet. */

export type CsvCell = string | number | boolean | null | undefined;

/** Quotes where needed; text that a spreadsheet would run as a formula gets an apostrophe before it. */
export function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A whole file: UTF-8 with byte order mark so that spreadsheets read umlauts; numbers with a decimal point. */
export const csvFile = (lines: readonly (readonly CsvCell[])[]): string => '\uFEFF' + lines.map((line) => line.map(csvCell).join(',') + '\r\n').join('');
