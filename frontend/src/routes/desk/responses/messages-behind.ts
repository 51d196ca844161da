import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

/** Words of the list of responses that a number is made of. */
export const t = catalogue({
  en: {
    shown: (count: number, what: string, wave: string) =>
      [plural(count, { one: '1 response', other: `${formatNumber(count)} responses` }), what && ` with ${what}`, wave && `, ${wave}`].filter(Boolean).join(''),
    counted: 'Shown are the responses that count.',
    remove: (what: string) => `Remove ${what}`,
    any: (title: string) => `a value for ${title}`,
    value: (value: string, title: string) => `${value} on ${title}`,
    between: (low: string, high: string, title: string) => `${low} to ${high} on ${title}`,
    from: (low: string, title: string) => `${low} or more on ${title}`,
    to: (high: string, title: string) => `${high} or less on ${title}`,
    missing: (title: string) => `${title} left blank`,
    notApplicable: (title: string) => `${title} not applicable`,
    notRelevant: (title: string) => `${title} not asked`,
    touchpoint: 'Touchpoint',
    table: 'Table (CSV)',
    tableOf: 'Every questionnaire has a table of its own: choose one first.'
  },
  de: {
    shown: (count: number, what: string, wave: string) =>
      [plural(count, { one: '1 Antwort', other: `${formatNumber(count)} Antworten` }), what && ` mit ${what}`, wave && `, ${wave}`].filter(Boolean).join(''),
    counted: 'Gezeigt sind die Antworten, die zählen.',
    remove: (what: string) => `${what} entfernen`,
    any: (title: string) => `einem Wert bei ${title}`,
    value: (value: string, title: string) => `${value} bei ${title}`,
    between: (low: string, high: string, title: string) => `${low} bis ${high} bei ${title}`,
    from: (low: string, title: string) => `${low} oder mehr bei ${title}`,
    to: (high: string, title: string) => `${high} oder weniger bei ${title}`,
    missing: (title: string) => `${title} leer gelassen`,
    notApplicable: (title: string) => `${title} entfällt`,
    notRelevant: (title: string) => `${title} nicht gefragt`,
    touchpoint: 'Kontaktpunkt',
    table: 'Tabelle (CSV)',
    tableOf: 'Jeder Fragebogen hat eine eigene Tabelle: Wählen Sie zuerst einen.'
  }
});
