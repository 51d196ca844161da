import { catalogue } from '$lib/ui/language.svelte';

/** Words of the first start. */
export const t = catalogue({
  en: {
    title: 'Set up Touchstone',
    intro: 'You are the first person here. This account can do everything; you can invite others afterwards.',
    name: 'Your name',
    email: 'E-mail address',
    demo: 'Start with the demo project',
    demoHint: 'Made-up stores, visits and customer answers, so that you see a full comparison at once. It is labelled everywhere.',
    begin: 'Set up',
    beginning: 'Making the demo data. This takes a few seconds.',
    noToken: 'The address is incomplete',
    noTokenText: 'Copy the whole set-up address from the output of the server, including everything after #.',
    wrongToken: 'This set-up address is not valid (any more)',
    wrongTokenText: 'Use the newest address that the server printed when it started.',
    done: 'Touchstone is already set up',
    doneText: 'Please sign in.',
    signIn: 'Sign in'
  },
  de: {
    title: 'Touchstone einrichten',
    intro: 'Sie sind die erste Person hier. Dieses Konto darf alles; danach können Sie andere einladen.',
    name: 'Ihr Name',
    email: 'E-Mail-Adresse',
    demo: 'Mit dem Demoprojekt beginnen',
    demoHint: 'Erfundene Filialen, Besuche und Kundenantworten, damit Sie sofort einen ganzen Vergleich sehen. Es ist überall so bezeichnet.',
    begin: 'Einrichten',
    beginning: 'Die Demodaten werden erzeugt. Das dauert einige Sekunden.',
    noToken: 'Die Adresse ist unvollständig',
    noTokenText: 'Kopieren Sie die ganze Adresse aus der Ausgabe des Servers, auch alles nach #.',
    wrongToken: 'Diese Adresse gilt nicht (mehr)',
    wrongTokenText: 'Nehmen Sie die neueste Adresse, die der Server beim Start ausgegeben hat.',
    done: 'Touchstone ist schon eingerichtet',
    doneText: 'Bitte melden Sie sich an.',
    signIn: 'Anmelden'
  }
});
