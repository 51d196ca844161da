/** The service worker's life as a page sees it. */
class Shell {
  /** A newer version of the pages is ready and waits; `update` switches to it. */
  updateReady = $state(false);
  #waiting: ServiceWorker | undefined;
  #asked = false;

  /**
   * Registers the service worker once the page is idle, so that it takes nothing from the
   * first screen. In browsers without one the pages work, only not offline.
   */
  install(): void {
    if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
    const register = () => {
      navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' }).then(
        (registration) => this.#watch(registration),
        (reason: unknown) => console.warn('Working without an offline copy:', reason)
      );
    };
    if (document.readyState === 'complete') register();
    else addEventListener('load', register, { once: true });
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      if (this.#asked) location.reload();
    });
  }

  /** Switches to the waiting version and reloads; drafts are in IndexedDB and stay. */
  update(): void {
    this.#asked = true;
    this.#waiting?.postMessage('activate');
  }

  #watch(registration: ServiceWorkerRegistration): void {
    const note = (worker: ServiceWorker | null) => {
      if (worker?.state !== 'installed' || !navigator.serviceWorker.controller) return;
      this.#waiting = worker;
      this.updateReady = true;
    };
    note(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const worker = registration.installing;
      worker?.addEventListener('statechange', () => note(worker));
    });
  }
}

export const shell = new Shell();
