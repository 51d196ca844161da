import type { FormState } from '$lib/controls/form.svelte';
import type { ResponseContent } from '$lib/client/response';
import { attachmentsIn } from '$lib/offline/attached';
import type { Draft } from '$lib/offline/db';

/** What is handed in of a draft; sets the moment of sending in the form. */
export function contentOf(draft: Draft, form: FormState, timed: Pick<Draft, 'timing'>): ResponseContent {
  const end = new Date();
  form.finish(end);
  const answers = form.session.answers();
  const attachments = attachmentsIn(answers);
  return {
    id: draft.id,
    definition: draft.definition,
    answers,
    language: form.language,
    startedAt: draft.startedAt,
    submittedAt: end.toISOString(),
    ...(attachments.length ? { attachments } : {}),
    ...timed
  };
}
