import type { Session } from '$lib/engine';
import type { Code } from '$lib/engine/question';

/** How a question stands in a session, for its author. */
export interface Standing {
  path: string;
  type: string;
  relevant: boolean;
  required: boolean;
  calculated: boolean;
  /** '' when there is no answer. */
  value: string;
  violations: readonly Code[];
}

const silent = new Set(['section', 'note', 'audit']);

/** How every question that can have a value stands now, in the order of the definition. */
export function standingsOf(session: Session): Standing[] {
  const found: Standing[] = [];
  session.eachCell((cell) => {
    const { question } = cell.node;
    if (!cell.within.alive || silent.has(question.type)) return;
    const repeat = question.type === 'repeat';
    const { relevant, required, value, violations } = session.stateOf(cell);
    found.push({
      path: cell.path,
      type: question.type,
      relevant,
      required,
      calculated: question.calculation !== undefined,
      value: repeat ? `× ${relevant ? cell.live : 0}` : valueText(value),
      violations: violations.map(({ code }) => code)
    });
  });
  return found;
}

function valueText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
