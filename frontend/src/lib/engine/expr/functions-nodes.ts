/** Functions of repeats, node lists, tables and the definition. */
import { climb, type Instance } from '../cell';
import { isRepeat, type SessionContext } from '../environment';
import { type FormNode, repeatsAround as repeats, sharedDepth } from '../form';
import { type Evaluator, type Part, type Rules, rule } from './eval';
import type { Parser } from './parser';
import { randomFrom, shuffled } from './random';
import { tableOf } from './table';
import { isBlank, members, Nodes, toNumber, toText } from './value';

/** The question or repeat that an argument names. */
function named(parser: Parser, part: Part | undefined, at: number): FormNode {
  const node = part?.reference === undefined ? undefined : parser.scope.form?.names.get(part.reference);
  if (part?.reference === undefined) parser.fail('syntax', 'a question such as ${name} is needed here', at);
  if (!node) parser.fail('name', `there is no question "${part.reference}"`, at);
  return node;
}

/** indexed-repeat(${question}, ${repeat}, index, …): the question in the instances named, and in the own of the repeats around them. */
function indexed(parser: Parser, parts: readonly Part[], at: number): Evaluator {
  const { own } = parser.scope;
  const question = named(parser, parts[0], at);
  const around = repeats(question);
  if (parts.length % 2 === 0) parser.fail('arity', 'indexed-repeat() takes a question and pairs of a repeat and a number', at);
  if (isRepeat(question)) parser.fail('name', `"${question.question.name}" is a repeat`, at);
  const places = new Map<FormNode, Part>();
  for (let index = 1; index < parts.length; index += 2) {
    const repeat = named(parser, parts[index], at);
    if (!around.includes(repeat)) parser.fail('name', `${question.question.name} does not lie in the repeat "${repeat.question.name}"`, at);
    places.set(repeat, parts[index + 1] as Part);
  }
  const shared = own ? sharedDepth(question, own) : 0;
  const given = around.findIndex((repeat) => places.has(repeat));
  const depth = Math.min(shared, given);
  for (const node of [question, ...around.slice(depth)]) parser.reads.push({ node, depth });
  return (context) => {
    const { node, within } = (context as SessionContext).cell;
    let instance: Instance | undefined = climb(within, node.depth - depth);
    for (const repeat of around.slice(depth)) {
      const holder = instance.cell(repeat);
      const place = places.get(repeat);
      const index = place ? Math.trunc(toNumber(place.run(context), context.zone)) : 1;
      instance = index <= holder.live ? holder.instances[index - 1] : undefined;
      if (!instance) return '';
    }
    return instance.cell(question).value;
  };
}

/** position(..) is the place of the own instance; of a section it is 1. */
function position(parser: Parser, [part, ...more]: readonly Part[], at: number): Evaluator {
  if (!part?.above || more.length > 0) return parser.fail('syntax', 'position() takes .. or ../..', at);
  const { repeat } = part.above;
  if (!repeat) return () => 1;
  const levels = (parser.scope.own?.depth ?? 0) - repeat.depth - 1;
  parser.reads.push({ node: repeat, depth: 0, position: true });
  return (context) => climb((context as SessionContext).cell.within, levels).at;
}

const indexes = new WeakMap<object, Map<string, Map<string, number>>>();

/** pulldata('table', 'column', 'keycolumn', key): of the first row with the key. */
function pulled(parser: Parser, parts: readonly Part[], at: number): Evaluator {
  const [name = '', column = '', keyColumn = ''] = parts.slice(0, 3).map(({ literal }) => {
    if (literal === undefined) parser.fail('syntax', 'pulldata() takes its table and columns in quotes', at);
    return literal;
  });
  const { definition } = parser.scope.form ?? {};
  const table = tableOf(definition, name);
  if (!table) parser.fail('name', `there is no table "${name}"`, at);
  for (const each of [column, keyColumn]) {
    if (!table.columns.includes(each)) parser.fail('name', `the table "${name}" has no column "${each}"`, at);
  }
  return (context) => {
    const key = toText((parts[3] as Part).run(context));
    const known = indexes.get(definition ?? {}) ?? new Map<string, Map<string, number>>();
    if (definition) indexes.set(definition, known);
    const spoken = keyColumn === 'label' ? context.language : '';
    const id = JSON.stringify([name, keyColumn, spoken]);
    let rows = known.get(id);
    if (!rows) {
      rows = new Map();
      for (let row = table.count - 1; row >= 0; row--) rows.set(table.cell(row, keyColumn, context.language), row);
      known.set(id, rows);
    }
    const row = rows.get(key);
    return row === undefined ? '' : table.cell(row, column, context.language);
  };
}

function unbound(): never {
  throw new RangeError('this function is bound when an expression is read');
}

export const nodeFunctions: Rules = {
  count: rule(1, 1, ([value = '']) => (value instanceof Nodes ? value.list.length : isBlank(value) ? 0 : 1)),
  position: { least: 1, most: Infinity, call: unbound, bind: position },
  'indexed-repeat': { least: 3, most: 7, call: unbound, bind: indexed },
  randomize: {
    ...rule(1, 2, ([value = '', seed], context) => {
      const given = seed === undefined ? NaN : toNumber(seed, context.zone);
      const list = value instanceof Nodes || !isBlank(value) ? members(value) : [];
      return new Nodes(shuffled(list, Number.isFinite(given) ? randomFrom(given) : context.random));
    }),
    draws: true
  },
  pulldata: { least: 4, most: 4, call: unbound, bind: pulled },
  version: rule(0, 0, (_, context) => String((context as SessionContext).form.definition.version))
};
