import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

/** Words of rating, pay and notices. */
export const t = catalogue({
  en: {
    reports: (n: number) => plural(n, { one: '1 report', other: `${formatNumber(n)} reports` }),
    rating: (mean: string) => `rated ${mean} of 10`,
    new: 'New',
    pending: 'Being paid',
    paid: 'Paid',
    lines: 'All reports',
    stale: (when: string) => `As of ${when}`,
    notices: 'Notices',
    mail: 'By e-mail',
    push: 'On this phone',
    pushDenied: 'The browser does not allow notices of this page. They can be allowed in its settings.',
    noticesOffline: 'Notices can be changed when there is network.',
    noticesFailed: 'That did not work. Please try again later.'
  },
  de: {
    reports: (n: number) => plural(n, { one: '1 Bericht', other: `${formatNumber(n)} Berichte` }),
    rating: (mean: string) => `Bewertung ${mean} von 10`,
    new: 'Neu',
    pending: 'In Auszahlung',
    paid: 'Bezahlt',
    lines: 'Alle Berichte',
    stale: (when: string) => `Stand ${when}`,
    notices: 'Benachrichtigungen',
    mail: 'Per E-Mail',
    push: 'Auf diesem Telefon',
    pushDenied: 'Der Browser erlaubt dieser Seite keine Benachrichtigungen. Das lässt sich in seinen Einstellungen ändern.',
    noticesOffline: 'Benachrichtigungen lassen sich ändern, sobald Netz da ist.',
    noticesFailed: 'Das ging nicht. Bitte später noch einmal versuchen.'
  }
});
