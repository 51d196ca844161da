import { membersOf, type Choice } from '$lib/client/choices';
import type { ComparisonRow } from '$lib/client/comparison';
import { router } from '../routes';

/** Where the sample is planned that would find a row's change, from the spread that a wave had. */
export const planHref = (project: string, wave: string, row: ComparisonRow, choice: Choice): string =>
  router.href('power', { project }, {
    ...membersOf(choice),
    wave,
    indicator: row.indicator,
    definition: row.definition.id,
    difference: row.change && row.needed?.by !== 'equivalence' ? Math.abs(row.change.estimate) : row.relevantDifference
  });
