/** The numbers behind a picture, as a table and as a file. */
import type { CsvCell } from '../csv';

/** A cell: a text or number as it is, or shown one way and written to the file another (numbers in full), perhaps leading somewhere. */
export type ChartCell = string | number | null | { text: string; value?: CsvCell; href?: string | undefined };

export interface ChartTable {
  columns: readonly { label: string; numeric?: boolean }[];
  /** One cell for each column. */
  rows: readonly (readonly ChartCell[])[];
}

/** What a file says in a cell. */
export function cellValue(cell: ChartCell): CsvCell {
  if (cell === null || typeof cell !== 'object') return cell;
  return 'value' in cell ? cell.value : cell.text;
}
