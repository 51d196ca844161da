import type { Database, Draft } from '$lib/offline/db';
import { toast } from '$lib/ui/toast.svelte';
import { draftMark } from './marks';
import { t } from './messages-ending';

/** The token of a draft's link. */
export const tokenOfDraft = ({ scope }: Draft): string => scope.slice('link:'.length);

/** Throws the draft of a link away, says so, and offers to have it back; then `restored` is called with it. */
export async function discard(database: Database, id: string, restored: (draft: Draft) => void): Promise<void> {
  const discarded = await database.discardDraft(id);
  if (!discarded) return;
  const mark = draftMark(tokenOfDraft(discarded.draft));
  mark.remove();
  toast(t.discarded, () => {
    mark.write('1');
    void database.restoreDraft(discarded).then(() => restored(discarded.draft));
  });
}
