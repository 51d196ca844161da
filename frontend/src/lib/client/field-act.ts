import type { FieldAssignment } from './field-assignment';
import { http } from './http';
import type { DefinitionRef, Place } from './response';

export type ActKind = 'accept' | 'decline' | 'apply' | 'withdraw' | 'checkIn' | 'return';

/** Something a shopper does with an assignment; sending the same again is recognised by its id (UUIDv7). */
export interface ActContent {
  id: string;
  kind: ActKind;
  /** By the device's clock. */
  at: string;
  reason?: string;
  note?: string;
  /** Of a check-in. */
  position?: Place;
}

/** The answers to a briefing quiz. */
export interface QuizContent {
  id: string;
  answers: Record<string, unknown>;
  language: string;
  startedAt: string;
  submittedAt: string;
  definition?: DefinitionRef;
}

/** What came of a quiz; per cent. */
export interface QuizResult {
  passed: boolean;
  percent: number;
  pass: number;
  attempts: number;
  /** null: as many as wanted. */
  attemptsLeft: number | null;
}

const one = (assignment: string, rest: string) => `/field/assignments/${encodeURIComponent(assignment)}${rest}`;

export const acts = {
  /** Throws Problem conflict `assignment.taken`, invalid `assignment.refused` with the refusals as fields. */
  send: (assignment: string, act: ActContent) => http.post<FieldAssignment>(one(assignment, '/acts'), act),
  quiz: (assignment: string, quiz: QuizContent) => http.post<QuizResult>(one(assignment, '/quiz'), quiz)
};
