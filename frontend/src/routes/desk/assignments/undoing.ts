import type { BoardRow } from '$lib/client/board';
import type { Bulk, BulkAct } from '$lib/client/planning';

/** A bulk act without the rows' names and the event. */
export type Act = Omit<Bulk, 'ids' | 'event'>;

/** Acts with the ids they are about. */
export interface Step {
  act: Act;
  ids: string[];
}

/** What brings every row back to what it was before an act; undefined where that is not possible. */
export function undoing(act: BulkAct, before: readonly BoardRow[]): Step[] | undefined {
  const ids = before.map(({ assignment }) => assignment.id);
  switch (act) {
    case 'cancel':
      return [{ act: { act: 'reinstate' }, ids: idsOf(before, ({ stage }) => stage !== 'cancelled') }];
    case 'reinstate':
      return [{ act: { act: 'cancel' }, ids }];
    case 'give':
      return grouped(before, ({ assignment }) => ({ act: 'give', person: assignment.person ?? '' }));
    case 'window':
      return grouped(before, ({ assignment: { firstDay = '', lastDay = '', submitBy = '' } }) => ({ act: 'window', firstDay, lastDay, submitBy }));
    case 'board':
      return grouped(before, ({ assignment }) => ({ act: 'board', board: assignment.board && assignment.state === 'offered' ? assignment.board : '' }));
    default:
      return undefined;
  }
}

const idsOf = (rows: readonly BoardRow[], wanted: (row: BoardRow) => boolean) => rows.filter(wanted).map(({ assignment }) => assignment.id);

/** One step for all rows that want the same. */
function grouped(rows: readonly BoardRow[], actOf: (row: BoardRow) => Act): Step[] {
  const steps = new Map<string, Step>();
  for (const row of rows) {
    const act = actOf(row);
    const key = JSON.stringify(act);
    const step = steps.get(key) ?? { act, ids: [] };
    step.ids.push(row.assignment.id);
    steps.set(key, step);
  }
  return [...steps.values()];
}
