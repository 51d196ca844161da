import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

/** Words of the page while it is filled in. */
export const t = catalogue({
  en: {
    next: 'Next',
    back: 'Back',
    send: 'Send',
    sending: 'Sending …',
    pageOf: (page: number, all: number) => `${formatNumber(page)} of ${formatNumber(all)}`,
    progress: 'Progress',
    keys: 'Keys 1–9 choose an answer, Enter goes on.',
    taps: 'A tap on an answer leads to the next question.',
    unsent: (count: number) => plural(count, { one: '1 not sent yet', other: `${formatNumber(count)} not sent yet` }),
    resumed: 'Your earlier answers are still here.',
    startOver: 'Start over',
    notSaved: 'This device cannot store your answers at the moment. Please keep this page open until they are sent.',
    mistakes: (count: number) => plural(count, { one: 'One answer needs your attention.', other: `${formatNumber(count)} answers need your attention.` })
  },
  de: {
    next: 'Weiter',
    back: 'Zurück',
    send: 'Absenden',
    sending: 'Wird gesendet …',
    pageOf: (page: number, all: number) => `${formatNumber(page)} von ${formatNumber(all)}`,
    progress: 'Fortschritt',
    keys: 'Tasten 1–9 wählen eine Antwort, die Eingabetaste führt weiter.',
    taps: 'Ein Tippen auf die Antwort führt zur nächsten Frage.',
    unsent: (count: number) => `${formatNumber(count)} noch nicht gesendet`,
    resumed: 'Ihre bisherigen Antworten sind noch da.',
    startOver: 'Neu beginnen',
    notSaved: 'Dieses Gerät kann Ihre Antworten zurzeit nicht speichern. Bitte lassen Sie diese Seite offen, bis sie gesendet sind.',
    mistakes: (count: number) =>
      plural(count, { one: 'Eine Antwort braucht Ihre Aufmerksamkeit.', other: `${formatNumber(count)} Antworten brauchen Ihre Aufmerksamkeit.` })
  }
});
