/**
 * Filling in happens at one place at a time: the tab that holds the lock of a scope. Taking
 * over makes the other tab lose it.
 */
export type Hold = 'held' | 'elsewhere';

/** Tries to hold the scope; `lost` is called when another tab takes over later. Without locks (no secure context) it always holds. */
export function holdPlace(scope: string, lost: () => void, takeOver = false): Promise<Hold> {
  if (!('locks' in navigator)) return Promise.resolve('held');
  return new Promise((resolve) => {
    // The browser lets go when the tab is closed; nothing else ends the hold.
    const forever = new Promise<void>(() => undefined);
    const options: LockOptions = takeOver ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(`touchstone.draft.${scope}`, options, (lock) => {
        resolve(lock ? 'held' : 'elsewhere');
        return lock ? forever : undefined;
      })
      .catch(lost);
  });
}
