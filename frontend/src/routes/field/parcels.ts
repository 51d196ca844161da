import type { FieldAssignment } from '$lib/client/field-assignment';
import { seedOf } from '$lib/client/identifier';
import type { AttachmentRef } from '$lib/client/response';
import type { Definition } from '$lib/engine';
import { attachmentsIn } from '$lib/offline/attached';
import { type Draft, reportScope, scopeFor } from '$lib/offline/db';
import type { Parcel } from '$lib/offline/outbox';

/** What is filled in: the report, its correction after a reviewer's questions, or the quiz of the briefing. */
export type Purpose = 'report' | 'revision' | 'quiz';

export function definitionFor(purpose: Purpose, given: FieldAssignment): Definition | undefined {
  return purpose === 'quiz' ? given.quiz?.definition : given.definition;
}

export function scopeOfPurpose(purpose: Purpose, person: string, assignment: string): string {
  return purpose === 'report' ? reportScope(person, assignment) : scopeFor(purpose, person, assignment);
}

/** A draft that begins now; a correction begins with what the reviewer saw. */
export function begin(purpose: Purpose, given: FieldAssignment, person: string, id: string, language: string): Draft {
  const now = new Date().toISOString();
  const { response } = given;
  const { id: definition, version } = definitionFor(purpose, given) ?? given.definition;
  return {
    id,
    scope: scopeOfPurpose(purpose, person, given.assignment.id),
    definition: { id: definition, version },
    answers: purpose === 'revision' ? (response?.answers ?? {}) : {},
    language,
    startedAt: now,
    changedAt: now,
    // A correction draws as its report did.
    seed: seedOf(purpose === 'revision' && response ? response.id : id),
    ...(purpose === 'revision' && response ? { corrects: { response: response.id, base: response.base ?? '' }, beside: besideIn(response.attachments), expenses: response.expenses ?? [] } : {})
  };
}

/** A draft that goes on: with the version that was given since, and as the answer to what the reviewer asks now. */
export function goOn(draft: Draft, begun: Draft): Draft {
  return { ...draft, definition: begun.definition, ...(begun.corrects ? { corrects: begun.corrects } : {}) };
}

const besideIn = (attachments: readonly AttachmentRef[] = []): AttachmentRef[] => attachments.filter(({ question }) => question.startsWith('$'));

/** What is handed in. */
export interface Finished {
  draft: Draft;
  answers: Record<string, unknown>;
  language: string;
  submittedAt: string;
  /** Files that answer no question. */
  beside: readonly AttachmentRef[];
}

/** The files that are handed in, with what is known of them. */
export function filesIn({ answers, beside, draft }: Finished): AttachmentRef[] {
  return [...attachmentsIn(answers).map((one) => ({ ...one, ...draft.captures?.[one.id] })), ...beside];
}

/** What goes into the outbox. */
export function parcelOf(purpose: Purpose, given: FieldAssignment, person: string, finished: Finished): Parcel {
  const { draft, answers, language, submittedAt } = finished;
  const { id, definition, startedAt, timing } = draft;
  const assignment = given.assignment.id;
  if (purpose === 'quiz') return { kind: 'quiz', person, assignment, content: { id, answers, language, startedAt, submittedAt } };
  const { visit, expenses, comment, corrects } = draft;
  const content = {
    id,
    definition,
    answers,
    language,
    submittedAt,
    attachments: filesIn(finished),
    ...(timing ? { timing } : {}),
    ...(visit ? { visit } : {}),
    // A correction may take the last one away.
    ...(expenses?.length || (corrects && expenses) ? { expenses } : {})
  };
  const project = given.project.id;
  if (purpose === 'report' || !corrects) return { kind: 'report', project, person, content: { ...content, assignment, startedAt } };
  return {
    kind: 'revision',
    project,
    person,
    assignment,
    response: corrects.response,
    content: { ...content, base: corrects.base, ...(comment ? { comment } : {}) }
  };
}
