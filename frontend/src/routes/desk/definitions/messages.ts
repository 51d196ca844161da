import { catalogue } from '$lib/ui/language.svelte';

/** Words of the pages about questionnaires. */
export const t = catalogue({
  en: { title: 'Definitions' },
  de: { title: 'Fragebogen' }
});
