import type { FieldResponse } from '$lib/client/field-assignment';

/** Whether the reviewer has said something of the report that stands in full on its page. */
export function hasReviewWords(response: FieldResponse | undefined): boolean {
  if (response?.state === 'approved') return response.grade !== undefined;
  return response?.state === 'returned' || response?.state === 'rejected';
}
