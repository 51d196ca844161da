export type Later = typeof import('./afterwards');

/** How long to wait after a failed attempt, in milliseconds, unless the network comes back before. */
const pause = 3_000;

let loading: Promise<Later> | undefined;

/** Loads what comes after the first question, once; tries until the network gives it. */
export function loadLater(): Promise<Later> {
  return (loading ??= attempt());
}

async function attempt(): Promise<Later> {
  for (;;) {
    try {
      return await import('./afterwards');
    } catch (reason) {
      console.warn('Trying again:', reason);
      await new Promise<void>((resolve) => {
        setTimeout(resolve, pause);
        addEventListener('online', () => resolve(), { once: true });
      });
    }
  }
}
