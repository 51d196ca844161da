import { mintId, seedOf } from '$lib/client/identifier';
import type { OpenLink } from '$lib/client/link';
import type { Draft } from '$lib/offline/db';

/** The version of the definition that a link shows now. */
export function referenceOf(open: OpenLink): Draft['definition'] {
  return { id: open.definition.id, version: open.definition.version };
}

/** A draft without answers; it is stored only once there is one. */
export function beginDraft(scope: string, open: OpenLink, language: string, id = mintId()): Draft {
  const now = new Date().toISOString();
  return {
    id,
    scope,
    definition: referenceOf(open),
    answers: {},
    language,
    startedAt: now,
    changedAt: now,
    seed: seedOf(id)
  };
}
