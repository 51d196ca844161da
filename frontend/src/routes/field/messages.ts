import { catalogue } from '$lib/ui/language.svelte';

export const t = catalogue({
  en: { name: 'Assignments', signedInAs: (name: string) => `Signed in as ${name}.` },
  de: { name: 'Aufträge', signedInAs: (name: string) => `Angemeldet als ${name}.` }
});
