import type { Expression } from './expr/parser';
import type { FormNode } from './form';
import type { Problem } from './problem';
import { pipedNames } from './text';

/** Notes at every node who reads it, ranks the nodes and gives their order; a cycle is a problem naming its members. */
export function link(nodes: readonly FormNode[], places: ReadonlyMap<string, number>, problems: Problem[]): number[] {
  const placesOf = (names: Iterable<string>) =>
    Array.from(new Set(names), (name) => places.get(name)).filter((place) => place !== undefined);
  const reads = nodes.map(({ relevant, calculation, section }) => {
    const found = placesOf([...namesOf(relevant), ...namesOf(calculation)]);
    return section === undefined || found.includes(section) ? found : [section, ...found];
  });
  nodes.forEach((node, place) => {
    for (const read of reads[place] ?? []) nodes[read]?.dependents.push(place);
    for (const watched of placesOf(watchedNames(node))) nodes[watched]?.watchers.push(place);
  });
  const order = sorted(reads, (members) => {
    const names = members.map((place) => nodes[place]?.question.name ?? '');
    problems.push({
      path: '/body',
      severity: 'error',
      code: 'cycle',
      message: `these depend on each other: ${[...names, names[0]].join(' → ')}`
    });
  });
  order.forEach((place, rank) => {
    const node = nodes[place];
    if (node) node.rank = rank;
  });
  return order;
}

function namesOf(expression: Expression | boolean | undefined): Iterable<string> {
  return typeof expression === 'object' ? expression.questions : [];
}

function watchedNames({ question, choices, required, constraint, filter }: FormNode): string[] {
  return [
    ...namesOf(required),
    ...namesOf(constraint),
    ...namesOf(filter),
    ...[question.label, question.hint, question.requiredMessage, question.constraintMessage].flatMap(pipedNames),
    ...choices.flatMap(({ label }) => pipedNames(label))
  ];
}

/** Depth-first order of places, each after those it reads; tells the members of every cycle it meets. */
function sorted(reads: readonly (readonly number[])[], cycle: (members: number[]) => void): number[] {
  const order: number[] = [];
  const seen = new Map<number, 'open' | 'done'>();
  const trail: number[] = [];
  const visit = (place: number) => {
    if (seen.get(place) === 'done') return;
    if (seen.get(place) === 'open') {
      cycle(trail.slice(trail.indexOf(place)));
      return;
    }
    seen.set(place, 'open');
    trail.push(place);
    reads[place]?.forEach(visit);
    trail.pop();
    seen.set(place, 'done');
    order.push(place);
  };
  reads.forEach((_, place) => visit(place));
  return order;
}
