import { besides, type Beside, type Mapping, type MappedColumn } from '$lib/client/import';
import type { Choice, Definition, Question } from '$lib/engine/definition';

/** What a column of the file is for; `question:` is followed by the question's name, '' is undecided. */
export type Use = `question:${string}` | Beside | 'ignore' | '';

/** What a cell means: read as it stands, no answer, or a choice's name or another value. */
export type Meaning = { kind: 'asIs' } | { kind: 'blank' } | { kind: 'value'; value: string };

/** How names of columns are compared: without regard to case and to blanks around and between. */
export const plain = (name: string): string => name.split(/\s+/).filter(Boolean).join(' ').toLowerCase();

const goesBy = (names: readonly string[] | undefined, column: string): boolean => names?.some((name) => plain(name) === plain(column)) ?? false;

const covers = (mapped: MappedColumn, column: string): boolean => goesBy(mapped.column, column) || (mapped.also?.some((names) => goesBy(names, column)) ?? false);

const fits = (pattern: string, column: string): boolean =>
  pattern.endsWith('*') ? plain(column).startsWith(plain(pattern.slice(0, -1))) : plain(pattern) === plain(column);

/** The questions that a column can answer, in their order. */
export function answerable(definition: Definition): Question[] {
  const types = ['text', 'integer', 'decimal', 'range', 'date', 'select_one', 'select_multiple', 'hidden'];
  const flat = (body: readonly Question[]): Question[] => body.flatMap((question) => (question.body ? flat(question.body) : [question]));
  return flat(definition.body).filter((question) => types.includes(question.type));
}

export const choicesOf = (definition: Definition, question: Question | undefined): readonly Choice[] =>
  (question?.choices && definition.choices?.[question.choices]) || [];

/** The entry of the mapping that a column belongs to, if it answers a question or is kept beside the answers. */
export function entryOf(mapping: Mapping, column: string): MappedColumn | undefined {
  return mapping.columns?.find((mapped) => covers(mapped, column)) ?? besides.map((name) => mapping[name]).find((mapped) => mapped && covers(mapped, column));
}

export function useOf(mapping: Mapping, column: string): Use {
  const mapped = mapping.columns?.find((one) => covers(one, column));
  if (mapped?.question) return `question:${mapped.question}`;
  for (const name of besides) {
    const beside = mapping[name];
    if (beside && covers(beside, column)) return name;
  }
  return mapping.ignore?.some((pattern) => fits(pattern, column)) ? 'ignore' : '';
}

export const isKey = (mapping: Mapping, column: string): boolean => mapping.key?.some((names) => goesBy(names, column)) ?? false;

/** The mapping without one column; `all` are the file's columns, among which a pattern with a star is spelled out. */
function without(mapping: Mapping, column: string, all: readonly string[]): Mapping {
  const columns = (mapping.columns ?? []).flatMap((mapped): MappedColumn[] => {
    if (goesBy(mapped.column, column)) {
      const [first, ...also] = mapped.also ?? [];
      return first ? [{ ...mapped, column: first, also }] : [];
    }
    return mapped.also ? [{ ...mapped, also: mapped.also.filter((names) => !goesBy(names, column)) }] : [mapped];
  });
  const ignore = (mapping.ignore ?? []).flatMap((pattern) =>
    fits(pattern, column) ? all.filter((other) => fits(pattern, other) && plain(other) !== plain(column) && useOf({ ...mapping, ignore: [] }, other) === '') : [pattern]
  );
  const freed = besides.filter((name) => mapping[name] && covers(mapping[name], column));
  return { ...mapping, columns, ignore, ...Object.fromEntries(freed.map((name) => [name, undefined])) };
}

/**
 * The mapping with another use for one column. A question that is answered by one column
 * only loses the column it had; one of several choices (`multiple`) gains a further one.
 */
export function withUse(mapping: Mapping, column: string, use: Use, all: readonly string[], multiple = false): Mapping {
  if (useOf(mapping, column) === use) return mapping;
  const left = without(mapping, column, all);
  if (use === '') return left;
  if (use === 'ignore') return { ...left, ignore: [...(left.ignore ?? []), column] };
  if (!use.startsWith('question:')) return { ...left, [use]: { column: [column] } };
  const question = use.slice('question:'.length);
  const columns = left.columns ?? [];
  if (multiple && columns.some((mapped) => mapped.question === question)) {
    return { ...left, columns: columns.map((mapped) => (mapped.question === question ? { ...mapped, also: [...(mapped.also ?? []), [column]] } : mapped)) };
  }
  return { ...left, columns: [...columns.filter((mapped) => mapped.question !== question), { column: [column], question }] };
}

export function withKey(mapping: Mapping, column: string, key: boolean): Mapping {
  const others = (mapping.key ?? []).filter((names) => !goesBy(names, column));
  return { ...mapping, key: key ? [...others, [column]] : others };
}

/** Every open column left out on purpose. */
export function withoutRest(mapping: Mapping, all: readonly string[]): Mapping {
  const open = all.filter((column) => useOf(mapping, column) === '' && !isKey(mapping, column));
  return { ...mapping, ignore: [...(mapping.ignore ?? []), ...open] };
}

interface Meanings {
  recode: Record<string, string>;
  notApplicable: string[];
  blank: string[];
}

/** Own and shared coding of an entry in one. */
function meanings(mapping: Mapping, mapped: MappedColumn): Meanings {
  const shared = (mapped.coding && mapping.codings?.[mapped.coding]) || {};
  return {
    recode: { ...shared.recode, ...mapped.recode },
    notApplicable: [...(shared.notApplicable ?? []), ...(mapped.notApplicable ?? [])],
    blank: [...(shared.blank ?? []), ...(mapped.blank ?? [])]
  };
}

/** The cells that an entry of the mapping names, in the order of people. */
export function namedCells(mapping: Mapping, mapped: MappedColumn): string[] {
  const { recode, notApplicable, blank } = meanings(mapping, mapped);
  return [...new Set([...Object.keys(recode), ...notApplicable, ...blank])].sort((a, b) => a.localeCompare(b, undefined, { numeric: true }));
}

/** `notApplicable` is the choice that stands for it, if the question has one. */
export function meaningOf(mapping: Mapping, mapped: MappedColumn, cell: string, notApplicable = ''): Meaning {
  const known = meanings(mapping, mapped);
  if (known.notApplicable.includes(cell)) return { kind: 'value', value: notApplicable };
  const value = known.recode[cell];
  if (value !== undefined) return { kind: 'value', value };
  return known.blank.includes(cell) || mapping.blank?.includes(cell) ? { kind: 'blank' } : { kind: 'asIs' };
}

/** The mapping in which a cell of one entry means something else; what the entry shared with others becomes its own. */
export function withMeaning(mapping: Mapping, mapped: MappedColumn, cell: string, meaning: Meaning): Mapping {
  const { coding, ...own } = mapped;
  const { recode, notApplicable, blank } = meanings(mapping, mapped);
  const range = mapped.range ?? (coding === undefined ? undefined : mapping.codings?.[coding]?.range);
  const others = Object.entries(recode).filter(([key]) => key !== cell);
  const next: MappedColumn = {
    ...own,
    ...(range ? { range } : {}),
    recode: Object.fromEntries(meaning.kind === 'value' ? [...others, [cell, meaning.value]] : others),
    notApplicable: notApplicable.filter((one) => one !== cell),
    blank: [...blank.filter((one) => one !== cell), ...(meaning.kind === 'blank' ? [cell] : [])]
  };
  return replaced(mapping, mapped, next);
}

/** The mapping with one entry exchanged. */
export function replaced(mapping: Mapping, mapped: MappedColumn, next: MappedColumn): Mapping {
  const name = besides.find((one) => mapping[one] === mapped);
  if (name) return { ...mapping, [name]: next };
  return { ...mapping, columns: mapping.columns?.map((one) => (one === mapped ? next : one)) ?? [] };
}

/** The mapping without the entries that the server's paths name, such as `columns[3].question`, `key[0]`, `weight.column` or `constants.area`. */
export function withoutPaths(mapping: Mapping, paths: readonly string[]): Mapping {
  const named = (pattern: RegExp) => new Set(paths.flatMap((path) => pattern.exec(path)?.[1] ?? []));
  const columns = named(/^columns\[(\d+)\]/);
  const keys = named(/^key\[(\d+)\]/);
  const constants = named(/^constants\.(.+)$/);
  const single = named(/^(weight|cluster|location|language|submittedAt|decimal|timeZone)\b/);
  return {
    ...mapping,
    columns: (mapping.columns ?? []).filter((_, index) => !columns.has(String(index))),
    key: (mapping.key ?? []).filter((_, index) => !keys.has(String(index))),
    constants: Object.fromEntries(Object.entries(mapping.constants ?? {}).filter(([name]) => !constants.has(name))),
    ...Object.fromEntries([...single].map((name) => [name, undefined]))
  };
}
