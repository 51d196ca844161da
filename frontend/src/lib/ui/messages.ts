import { catalogue, formatNumber } from './language.svelte';

/** Of 1,048,576 bytes. */
const megabytes = (bytes: number, options: Intl.NumberFormatOptions = {}) => formatNumber(bytes / 1_048_576, { maximumFractionDigits: 1, ...options });
const withUnit = { style: 'unit', unit: 'megabyte' } as const;

/** Words of the plain parts themselves. */
export const words = catalogue({
  en: {
    close: 'Close',
    cancel: 'Cancel',
    undo: 'Undo',
    loading: 'Loading …',
    dismiss: 'Dismiss',
    progress: (done: number, total: number) => `${formatNumber(done)} of ${formatNumber(total)}`,
    sizes: (done: number, total: number) => `${megabytes(done)} of ${megabytes(total, withUnit)}`
  },
  de: {
    close: 'Schliessen',
    cancel: 'Abbrechen',
    undo: 'Rückgängig',
    loading: 'Wird geladen …',
    dismiss: 'Ausblenden',
    progress: (done: number, total: number) => `${formatNumber(done)} von ${formatNumber(total)}`,
    sizes: (done: number, total: number) => `${megabytes(done)} von ${megabytes(total, withUnit)}`
  }
});
