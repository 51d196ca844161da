import { Problem } from '$lib/client/problem';
import { session } from '$lib/client/session.svelte';
import { untrack } from 'svelte';

/**
 * Something fetched for a page. It is fetched again when what `fetch` reads before its
 * first await changes, on `reload`, and when somebody has signed in again after their
 * sign-in had ended. The last value stays while a newer one is on its way. Make it while a
 * component is being set up.
 */
export class Loaded<Value> {
  value = $state.raw<Value>();
  problem = $state.raw<Problem>();
  busy = $state(true);
  #turn = $state(0);

  constructor(fetch: (signal: AbortSignal) => Promise<Value>) {
    $effect(() => {
      void this.#turn;
      const stop = new AbortController();
      const answer = fetch(stop.signal);
      untrack(() => void this.#take(answer, stop.signal));
      return () => stop.abort();
    });
    $effect(() => {
      if (session.state === 'signedIn') untrack(() => this.problem?.kind === 'unauthenticated' && this.reload());
    });
  }

  reload(): void {
    this.#turn++;
  }

  async #take(answer: Promise<Value>, signal: AbortSignal): Promise<void> {
    this.busy = true;
    try {
      const value = await answer;
      if (signal.aborted) return;
      this.value = value;
      this.problem = undefined;
    } catch (thrown) {
      if (signal.aborted) return;
      if (!(thrown instanceof Problem)) throw thrown;
      this.problem = thrown;
    } finally {
      if (!signal.aborted) this.busy = false;
    }
  }
}
