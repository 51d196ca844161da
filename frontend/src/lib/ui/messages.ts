import { catalogue, formatNumber } from './language.svelte';

/** Words of the plain parts themselves. */
export const words = catalogue({
  en: {
    close: 'Close',
    cancel: 'Cancel',
    undo: 'Undo',
    loading: 'Loading …',
    dismiss: 'Dismiss',
    progress: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`
  },
  de: {
    close: 'Schliessen',
    cancel: 'Abbrechen',
    undo: 'Rückgängig',
    loading: 'Wird geladen …',
    dismiss: 'Ausblenden',
    progress: (done: number, total: number) => `${formatNumber(done)} von ${formatNumber(total)}`
  }
});
