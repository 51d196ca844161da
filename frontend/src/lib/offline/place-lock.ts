/**
 * Filling in happens at one place at a time: the tab that holds the lock of a scope. Taking
 * over makes the other tab lose it.
 */
export type Hold = 'held' | 'elsewhere';

/** The browser lets go when the tab is closed. */
const forever = new Promise<void>(() => undefined);

/**
 * Tries to hold the scope until `released`, or until the tab is closed; `lost` is called when
 * another tab takes over later. Without locks (no secure context) it always holds.
 */
export function holdPlace(scope: string, lost: () => void, takeOver = false, released: Promise<void> = forever): Promise<Hold> {
  if (!('locks' in navigator)) return Promise.resolve('held');
  return new Promise((resolve) => {
    const options: LockOptions = takeOver ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(`touchstone.draft.${scope}`, options, (lock) => {
        resolve(lock ? 'held' : 'elsewhere');
        return lock ? released : undefined;
      })
      .catch(lost);
  });
}
