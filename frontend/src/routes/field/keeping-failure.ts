import { UnreadablePicture } from '$lib/controls/photo';
import { t } from './messages-visit';

/** What to say when a photo could not be kept. */
export function keepingFailure(thrown: unknown): string {
  console.warn('The file was not stored:', thrown);
  return thrown instanceof UnreadablePicture ? t.unreadable : t.notKept;
}
