import { definitions, drafts } from '$lib/client/definition';
import { Problem } from '$lib/client/problem';
import { confirm } from '$lib/ui/confirm.svelte';
import { formatNear } from '$lib/ui/language.svelte';
import { router } from '../routes';
import { t } from './messages-draft';
import { written } from './written';

const editorOf = (project: string, id: string) => router.href('definitionDraft', { project, definition: id });

/** Keeps a text as the draft of a definition and opens it. One that is there already is replaced only when the person says so. Throws Problem. */
export async function beginDraft(project: string, id: string, text: string): Promise<void> {
  const kept = await drafts.read(project, id).catch((thrown: unknown) => {
    if (thrown instanceof Problem && thrown.kind === 'notFound') return undefined;
    throw thrown;
  });
  if (kept && !(await confirm({ title: t.replaceTitle(id), text: t.replaceText(formatNear(kept.savedAt)), yes: t.replace, danger: true }))) return;
  await drafts.save(project, id, text, kept?.revision ?? 0);
  await router.go(editorOf(project, id));
}

/** Opens the draft of the version after the newest; begins it with a version's content if there is none. Throws Problem. */
export async function nextVersion(project: string, id: string, version: number, newest: number): Promise<void> {
  const definition = await definitions.read(project, id, version);
  await drafts.save(project, id, written({ ...definition, version: newest + 1 }), 0).catch((thrown: unknown) => {
    if (!(thrown instanceof Problem && thrown.code === 'draft.stale')) throw thrown;
  });
  await router.go(editorOf(project, id));
}
