import { catalogue } from '$lib/ui/language.svelte';

export const t = catalogue({
  en: {
    name: 'Desk',
    notFound: 'This page does not exist',
    notFoundHint: 'The address may be mistyped, or what was here has moved.',
    toStart: 'To the overview',
    signedInAs: (name: string) => `Signed in as ${name}.`,
    signOut: 'Sign out'
  },
  de: {
    name: 'Arbeitsplatz',
    notFound: 'Diese Seite gibt es nicht',
    notFoundHint: 'Vielleicht ist die Adresse vertippt, oder der Inhalt ist umgezogen.',
    toStart: 'Zur Übersicht',
    signedInAs: (name: string) => `Angemeldet als ${name}.`,
    signOut: 'Abmelden'
  }
});
