/** How far a project is on the way to a comparison. Pure. */
export const steps = ['touchpoints', 'definitions', 'waves', 'responses', 'comparison'] as const;
export type Step = (typeof steps)[number];

/** What exists; `more` when a list had further pages. */
export interface Existing {
  touchpoints: number;
  definitions: number;
  waves: number;
  responses: { count: number; more: boolean };
}

export function isDone(step: Step, existing: Existing): boolean {
  switch (step) {
    case 'waves':
      return existing.waves >= 2;
    case 'responses':
      return existing.responses.count > 0;
    case 'comparison':
      return existing.waves >= 2 && existing.responses.count > 0;
    default:
      return existing[step] > 0;
  }
}

/** The first step that is not done; undefined when all are. */
export const nextStep = (existing: Existing): Step | undefined => steps.find((step) => !isDone(step, existing));
