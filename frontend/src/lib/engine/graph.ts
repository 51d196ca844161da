import type { Expression } from './expr/parser';
import { type Edge, type Form, type FormNode, repeatsAround, sharedDepth } from './form';
import type { Problem } from './problem';

/** Notes at every node who reads it and ranks the nodes; a cycle is a problem naming its members. */
export function link({ nodes, names }: Form, problems: Problem[]): void {
  const reads = nodes.map((node) => {
    const { relevant, calculation, count, trigger, parent, choicesFrom } = node;
    const found = parent ? [parent] : [];
    const read = (edge: Edge, of: FormNode) => {
      if (note(of.dependents, edge)) found.push(of);
    };
    for (const expression of [relevant, trigger ? undefined : calculation, count]) {
      for (const name of expression?.questions ?? []) eachRead(names.get(name), node, read);
      for (const { node: of, depth, position } of expression?.reads ?? []) {
        if (!position) read({ reader: node, depth }, of);
        else if (!of.positional.includes(node)) {
          of.positional.push(node);
          found.push(of);
        }
      }
    }
    const watch = (edge: Edge, of: FormNode) => note(of.watchers, edge);
    for (const name of watchedNames(node)) eachRead(names.get(name), node, watch);
    for (const { node: of, depth } of watchedExpressions(node).flatMap((expression) => expression.reads)) watch({ reader: node, depth }, of);
    if (choicesFrom?.repeat) {
      const depth = sharedDepth(choicesFrom.repeat, node);
      for (const of of [choicesFrom, ...repeatsAround(choicesFrom).slice(depth)]) watch({ reader: node, depth }, of);
    }
    for (const of of trigger ?? []) eachRead(of, node, (edge, read) => note(read.triggers, edge));
    return found.sort((one, other) => one.place - other.place);
  });
  const order = sorted(nodes, reads, (members) => {
    const trail = members.map(({ question }) => question.name);
    problems.push({
      path: '/body',
      severity: 'error',
      code: 'cycle',
      message: `these depend on each other: ${[...trail, trail[0]].join(' → ')}`
    });
  });
  order.forEach((node, rank) => (node.rank = rank));
}

/** What ${name} reads: the question and, where it gives a node list, the repeats that lie between. */
function eachRead(of: FormNode | undefined, reader: FormNode, visit: (edge: Edge, of: FormNode) => void): void {
  if (!of) return;
  const depth = sharedDepth(of, reader);
  visit({ reader, depth }, of);
  if (of.depth > depth) for (const repeat of repeatsAround(of).slice(depth)) visit({ reader, depth }, repeat);
}

/** Adds an edge unless it is there; the shallower of two reaches more. */
function note(edges: Edge[], edge: Edge): boolean {
  const known = edges.find(({ reader }) => reader === edge.reader);
  if (known) known.depth = Math.min(known.depth, edge.depth);
  else edges.push(edge);
  return !known;
}

function watchedExpressions({ required, readOnly, constraint, filter }: FormNode): Expression[] {
  return [required, readOnly, constraint, filter].filter((expression) => typeof expression === 'object');
}

function watchedNames(node: FormNode): string[] {
  return [...watchedExpressions(node).flatMap(({ questions }) => [...questions]), ...node.pipes];
}

/** Depth-first order of nodes, each after those it reads; tells the members of every cycle it meets. */
function sorted(nodes: readonly FormNode[], reads: readonly (readonly FormNode[])[], cycle: (members: FormNode[]) => void): FormNode[] {
  const order: FormNode[] = [];
  const seen = new Map<FormNode, 'open' | 'done'>();
  const trail: FormNode[] = [];
  const visit = (node: FormNode) => {
    if (seen.get(node) === 'done') return;
    if (seen.get(node) === 'open') {
      cycle(trail.slice(trail.indexOf(node)));
      return;
    }
    seen.set(node, 'open');
    trail.push(node);
    reads[node.place]?.forEach(visit);
    trail.pop();
    seen.set(node, 'done');
    order.push(node);
  };
  nodes.forEach(visit);
  return order;
}
