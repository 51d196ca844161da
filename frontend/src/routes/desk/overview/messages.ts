import { catalogue, formatNumber } from '$lib/ui/language.svelte';

const n = (count: number, more: boolean): string => formatNumber(count) + (more ? '+' : '');

/** Words of a project's overview. */
export const t = catalogue({
  en: {
    next: 'Next',
    open: 'Open',
    done: 'done',
    steps: 'The way to a comparison',
    latest: 'Newest comparison',
    touchpoints: 'Touchpoints',
    touchpointsText: 'The places and moments where customers meet the company.',
    definitions: 'Definitions',
    definitionsText: 'The questionnaires: from the library, or your own.',
    waves: 'Waves',
    wavesText: 'A baseline, and a follow-up after something was changed.',
    responses: 'Responses',
    responsesText: 'By link, by shoppers’ assignments, or from an old spreadsheet.',
    comparison: 'Comparison',
    comparisonText: 'Which touchpoints improved, worsened, or cannot be told yet.',
    comparisonReady: 'ready',
    countOf: (count: number, more: boolean) => n(count, more),
    none: 'none yet',
    baseline: 'Baseline',
    pilot: 'Pilot',
    followUp: 'Follow-up',
    waveList: 'Waves of this project',
    compareWith: (title: string) => `Compare with ${title}`,
    zone: (zone: string) => `Time zone ${zone}`
  },
  de: {
    next: 'Als Nächstes',
    open: 'Öffnen',
    done: 'erledigt',
    steps: 'Der Weg zum Vergleich',
    latest: 'Neuester Vergleich',
    touchpoints: 'Kontaktpunkte',
    touchpointsText: 'Orte und Momente, in denen Kunden dem Unternehmen begegnen.',
    definitions: 'Fragebogen',
    definitionsText: 'Aus der Bibliothek oder selbst geschrieben.',
    waves: 'Messwellen',
    wavesText: 'Eine Nullmessung und, nachdem etwas geändert wurde, eine Folgemessung.',
    responses: 'Antworten',
    responsesText: 'Über einen Zugang, über Aufträge der Testkunden oder aus einer alten Tabelle.',
    comparison: 'Vergleich',
    comparisonText: 'Welche Kontaktpunkte sich verbessert oder verschlechtert haben und wo es noch offen ist.',
    comparisonReady: 'bereit',
    countOf: (count: number, more: boolean) => n(count, more),
    none: 'noch keine',
    baseline: 'Nullmessung',
    pilot: 'Testmarkt',
    followUp: 'Folgemessung',
    waveList: 'Messwellen dieses Projekts',
    compareWith: (title: string) => `Mit ${title} vergleichen`,
    zone: (zone: string) => `Zeitzone ${zone}`
  }
});
