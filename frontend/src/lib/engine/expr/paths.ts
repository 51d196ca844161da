/**
 * Paths through sections and repeats, with predicates: `../name`, `/data/people[age > 18]/name`, `${people}[2]/age`,
 * `instance('stores')/root/item[city = 'Bern']/label`. Where a path leads is known when it is read; only which instances there
 * are is looked up when it is evaluated. Fetched for definitions that use paths; see prepare().
 */
import type { Focus, SessionContext } from '../environment';
import { repeatsAround, sharedDepth } from '../form';
import { type Context, type Evaluator, paid, type Part } from './eval';
import { extension, type Parser } from './parser';
import { tableOf } from './table';
import { type FocusPlace, passing, Track } from './track';
import { Nodes, type Value } from './value';

const focuses = new WeakMap<Parser, FocusPlace>();

/** What bare names and dots mean here: the node that the predicate looks at, if there is one. */
function focusOf(parser: Parser): FocusPlace | undefined {
  const { source, own } = parser.scope;
  return focuses.get(parser) ?? (source && { at: source, table: undefined, readDepth: own ? sharedDepth(source, own) : 0 });
}

/** Reads predicates while there are some. */
function predicates(parser: Parser, place: () => FocusPlace, add: (test: Evaluator) => void): void {
  while (parser.take('[')) {
    const { run } = parser.nested(() => {
      const outer = focuses.get(parser);
      focuses.set(parser, place());
      const part = parser.binary(0);
      if (outer) focuses.set(parser, outer);
      else focuses.delete(parser);
      parser.expect(']');
      return part;
    });
    add(run);
  }
}

/** Reads the name, `.` or `..` of a step. */
function stepName(parser: Parser): string {
  const { kind, text } = parser.token;
  if (kind !== 'name' && kind !== 'self' && !isMark(parser, '..')) {
    parser.fail('syntax', text === '*' ? 'steps are named one by one; * is not known' : 'a name is missing in the path');
  }
  parser.skip();
  return kind === 'self' ? '.' : text;
}

function isMark(parser: Parser, mark: string): boolean {
  return parser.token.kind === 'mark' && parser.token.text === mark;
}

/** Reads the rest of a path. */
function steps(parser: Parser, track: Track): Part {
  for (;;) {
    if (isMark(parser, '[')) {
      track.spread();
      predicates(parser, () => track.focusPlace(), (test) => track.test(test));
    } else if (parser.take('/')) {
      const name = stepName(parser);
      if (name === '..') track.up();
      else if (name !== '.') track.down(name);
    } else if (isMark(parser, '//')) parser.fail('syntax', 'steps are named one by one; // is not known');
    else return track.finish();
  }
}

/** instance('list')/root/item, with predicates and a column. */
function rows(parser: Parser): Part {
  parser.skip();
  parser.expect('(');
  const { kind, text } = parser.token;
  if (kind !== 'string') parser.fail('syntax', 'the name of a list in quotes is needed here');
  const table = tableOf(parser.scope.form?.definition, text);
  if (!table) parser.fail('name', `there is no list "${text}"`);
  parser.skip();
  parser.expect(')');
  for (const step of ['root', 'item']) {
    if (!parser.take('/') || stepName(parser) !== step) parser.fail('syntax', `write instance('${text}')/root/item`);
  }
  const tests: Evaluator[] = [];
  predicates(parser, () => ({ at: undefined, table, readDepth: Infinity }), (test) => tests.push(test));
  const column = parser.take('/') ? stepName(parser) : undefined;
  if (column !== undefined && !table.columns.includes(column)) parser.fail('name', `the list has no column "${column}"`);
  return {
    run: (context) => {
      const all = Array.from({ length: table.count }, (_, row) => row);
      const left = tests.reduce((some, test) => passing(context as SessionContext, test, some, (row) => ({ row })), all);
      return paid(context, new Nodes(left.map((row) => (column === undefined ? '' : table.cell(row, column, context.language)))));
    }
  };
}

/** A value of the node that a predicate looks at. */
function focused(value: (focus: Focus, context: Context) => Value): Part {
  return { run: (context) => paid(context, value((context as SessionContext).focus as Focus, context)) };
}

/** Whether the token begins a call without arguments of a name; takes it. */
function takeCall(parser: Parser, name: string): boolean {
  const { kind, text } = parser.token;
  if (kind !== 'name' || text !== name || parser.ahead(1).text !== '(' || parser.ahead(2).text !== ')') return false;
  for (let skipped = 0; skipped < 3; skipped++) parser.skip();
  return true;
}

/** A path that begins at a reference: ${name}/…, ${name}[…]. */
function fromReference(parser: Parser, name: string): Track {
  const { form, own, source } = parser.scope;
  const node = form?.names.get(name);
  if (!node) parser.fail('name', `there is no question "${name}"`);
  const around = repeatsAround(node);
  if (source && !focuses.has(parser) && around.includes(source)) {
    return new Track(parser, node, source.depth + 1, focusOf(parser), around.slice(source.depth + 1));
  }
  const shared = own ? sharedDepth(node, own) : 0;
  return new Track(parser, node, shared, undefined, around.slice(shared));
}

function begin(parser: Parser): Part | undefined {
  const { kind, text } = parser.token;
  const next = parser.ahead(1);
  const { source, form } = parser.scope;
  const focus = focusOf(parser);
  const goesOn = next.kind === 'mark' && (next.text === '/' || next.text === '[');
  if (kind === 'name' && next.text === '(') {
    if (text === 'instance') return rows(parser);
    if (focus && takeCall(parser, 'position')) return focused(({ position }) => position);
    if (!takeCall(parser, 'current')) return undefined;
    if (isMark(parser, '/')) return steps(parser, fromOwn(parser));
    parser.self = true;
    return { run: (context) => paid(context, context.self) };
  }
  if (kind === 'answer') {
    const within = source && !focuses.has(parser) && repeatsAround(form?.names.get(text) ?? source).includes(source);
    if (!goesOn && !within) return undefined;
    const track = fromReference(parser, text);
    parser.skip();
    return steps(parser, track);
  }
  if (kind === 'mark' && text === '/') {
    parser.skip();
    stepName(parser);
    return steps(parser, new Track(parser, undefined, 0, undefined));
  }
  if (kind === 'mark' && text === '//') parser.fail('syntax', 'steps are named one by one; // is not known');
  const upward = kind === 'mark' && text === '..';
  if (focus) return inPredicate(parser, focus, upward);
  if (!upward && !(kind === 'self' && goesOn)) return undefined;
  const track = fromOwn(parser);
  parser.skip();
  if (upward) track.up();
  return steps(parser, track);
}

/** Names and dots that mean the node a predicate looks at. */
function inPredicate(parser: Parser, focus: FocusPlace, upward: boolean): Part | undefined {
  const { kind, text } = parser.token;
  const { table } = focus;
  const alone = kind === 'self' && parser.ahead(1).text !== '/' && parser.ahead(1).text !== '[';
  if (alone) {
    parser.skip();
    return focused(({ value }) => value);
  }
  if (kind !== 'name' && kind !== 'self' && !upward) return undefined;
  if (table) {
    if (kind !== 'name') parser.fail('syntax', 'a row has no path; write the name of a column');
    if (!table.columns.includes(text)) parser.fail('name', `the list has no column "${text}"`);
    parser.skip();
    return focused(({ row = -1 }, { language }) => table.cell(row, text, language));
  }
  const track = new Track(parser, focus.at, Track.depthOf(focus), focus);
  parser.skip();
  if (kind === 'name') track.down(text);
  else if (upward) track.up();
  return steps(parser, track);
}

/** A path from the question whose expression it is. */
function fromOwn(parser: Parser): Track {
  const { own } = parser.scope;
  return new Track(parser, own, own?.depth ?? 0, undefined);
}

extension.path = begin;
