import { catalogue } from '$lib/ui/language.svelte';

/** Words of bringing a spreadsheet in. */
export const t = catalogue({
  en: { title: 'Import a spreadsheet' },
  de: { title: 'Tabelle importieren' }
});
