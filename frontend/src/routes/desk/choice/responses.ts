import { membersOf, type Choice, type TraitName } from '$lib/client/choices';
import { router } from '../routes';

/** Why a response has no value. */
export type Absent = 'missing' | 'notApplicable' | 'notRelevant';

/** The responses that a number is made of. */
export interface Behind {
  wave: string;
  /** Id; '' where several are combined. */
  definition?: string;
  /** Column: an indicator's name, or touchpoint:…, section:…, question:… */
  indicator?: string;
  touchpoint?: string | undefined;
  /** With exactly this value. */
  value?: number;
  from?: number;
  to?: number;
  /** Without a value, for this reason. */
  absent?: Absent;
  /** The wave whose arms the choice names, where it is not this one. */
  armsOf?: string;
}

/** The address of the list of those responses; `narrowed` goes before what the choice says about the same traits. */
export const responsesHref = (project: string, { ...behind }: Behind, choice: Choice, narrowed: Partial<Record<TraitName, string>> = {}): string =>
  router.href('responses', { project }, { ...membersOf(choice), ...Object.fromEntries(Object.entries(narrowed).map(([name, value]) => [name, [value]])), ...behind });
