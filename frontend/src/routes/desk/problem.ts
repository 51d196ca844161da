import { Problem } from '$lib/client/problem';
import { t } from './messages';

/** What went wrong and what to do now, for people. */
export function explain(problem: Problem): { title: string; advice: string } {
  switch (problem.kind) {
    case 'offline':
      return { title: t.offline, advice: t.offlineAdvice };
    case 'unauthenticated':
      return { title: t.ended, advice: t.endedAdvice };
    case 'forbidden':
      return { title: t.forbidden, advice: t.forbiddenAdvice };
    case 'notFound':
      return { title: t.absent, advice: t.absentAdvice };
    case 'conflict':
      return { title: t.conflict, advice: problem.detail };
    case 'tooLarge':
      return { title: t.tooLarge, advice: problem.detail };
    case 'tooMany':
      return { title: t.tooMany, advice: t.waitAdvice(problem.retryAfter ?? 60) };
    case 'unavailable':
      return { title: t.unavailable, advice: t.unavailableAdvice };
    case 'invalid':
      return { title: t.invalid, advice: problem.detail };
    default:
      return { title: t.broken, advice: t.brokenAdvice(problem.code) };
  }
}

/** Runs work that may fail for reasons a person can read; anything else is thrown on. */
export async function attempt<Value>(work: () => Promise<Value>): Promise<{ value: Value } | { problem: Problem }> {
  try {
    return { value: await work() };
  } catch (thrown) {
    if (thrown instanceof Problem) return { problem: thrown };
    throw thrown;
  }
}
