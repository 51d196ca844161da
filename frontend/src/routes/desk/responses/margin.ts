/** What stands beside the answers of a report: earlier questions of reviewers, earlier answers, and room for new ones. */
import type { ResponseDetail } from '$lib/client/response-list';
import { differencesOf } from './differences';
import type { ReviewWork } from './review-work.svelte';

export interface Margin {
  /** Absent for those who only read. */
  work?: ReviewWork;
  /** What reviewers asked, by the path of the question. */
  asked: ReadonlyMap<string, readonly { text: string; at: string }[]>;
  /** What the answer was in the revision before, by path; '' for none. */
  before: ReadonlyMap<string, string>;
  detail: ResponseDetail;
}

export function marginOf(detail: ResponseDetail, work?: ReviewWork): Margin {
  const asked = new Map<string, { text: string; at: string }[]>();
  for (const { at, comments } of detail.history ?? []) {
    for (const { question, text } of comments ?? []) asked.set(question, [...(asked.get(question) ?? []), { text, at }]);
  }
  const [earlier, newest] = (detail.previous ?? []).filter((one) => !one.aside).slice(-2);
  const before = earlier && newest ? differencesOf(detail.definition, earlier.answers, newest.answers).map((one) => [one.path, one.before] as const) : [];
  return { ...(work && { work }), asked, before: new Map(before), detail };
}
