/** External data and choice lists as instance() and pulldata() read them. */
import type { Definition } from '../definition';
import { pick } from '../text';

export interface Table {
  columns: readonly string[];
  count: number;
  /** A text; the language matters for the labels of choices alone. */
  cell(row: number, column: string, language: string): string;
}

/** The table or choice list of a name; of both, the table. */
export function tableOf(definition: Definition | undefined, name: string): Table | undefined {
  const { tables = {}, choices = {}, defaultLanguage = '' } = definition ?? {};
  const table = Object.hasOwn(tables, name) ? tables[name] : undefined;
  if (table) {
    const places = new Map(table.columns.map((column, place) => [column, place]));
    return { columns: table.columns, count: table.rows.length, cell: (row, column) => table.rows[row]?.[places.get(column) ?? -1] ?? '' };
  }
  const list = Object.hasOwn(choices, name) ? choices[name] : undefined;
  if (!list) return undefined;
  return {
    columns: [...new Set(['name', 'label', ...list.flatMap(({ columns }) => Object.keys(columns ?? {}))])],
    count: list.length,
    cell: (row, column, language) => {
      const choice = list[row];
      if (!choice) return '';
      if (column === 'name') return choice.name;
      return column === 'label' ? pick(choice.label, language, defaultLanguage) || choice.name : (choice.columns?.[column] ?? '');
    }
  };
}
