import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

const n = (value: number): string => formatNumber(value);

/** Words of the benchmark. */
export const t = catalogue({
  en: {
    page: 'Benchmark',
    wave: 'Wave',
    own: 'Own',
    allBrands: 'All competitors',
    unnamed: 'Without a brand',
    distance: 'Distance',
    improved: 'Ahead',
    worsened: 'Behind',
    unchanged: 'Level',
    undecided: 'Undecided',
    noTest: 'No test',
    finding: (total: number, ahead: number, behind: number, brand: string) =>
      ahead + behind === 0
        ? `No certain distance to ${brand} at ${n(total)} ${plural(total, { one: 'touchpoint', other: 'touchpoints' })}`
        : `Ahead of ${brand} at ${n(ahead)} of ${n(total)} ${plural(total, { one: 'touchpoint', other: 'touchpoints' })}, behind at ${n(behind)}`,
    findingRows: (total: number, ahead: number, behind: number, brand: string) =>
      ahead + behind === 0
        ? `No certain distance to ${brand} in ${n(total)} ${plural(total, { one: 'indicator', other: 'indicators' })}`
        : `Ahead of ${brand} in ${n(ahead)} of ${n(total)} ${plural(total, { one: 'indicator', other: 'indicators' })}, behind in ${n(behind)}`,
    competitors: 'the competitors',
    plotted: (locations: number, responses: number) =>
      `Level of the own locations (filled; ${n(locations)} with ${n(responses)} responses) and of each competitor (hollow), and the distance (own minus theirs), each with its 95 % interval. q over all distances of a kind.`,
    noWaves: 'No waves yet',
    noWavesText: 'A benchmark puts own and competitors’ locations of one wave side by side. Plan a wave first.',
    toWaves: 'To the waves',
    noBrands: 'No competitor in this wave',
    noBrandsText: 'Mark locations as a competitor’s, give them their brand, and visit them in the wave: then own and theirs stand here side by side.',
    toLocations: 'To the locations',
    noRows: 'Nothing to put side by side',
    noRowsText: 'The responses of this wave have no indicator in common.',
    computing: 'Comparing with the competitors …'
  },
  de: {
    page: 'Benchmark',
    wave: 'Messwelle',
    own: 'Eigene',
    allBrands: 'Alle Mitbewerber',
    unnamed: 'Ohne Marke',
    distance: 'Abstand',
    improved: 'Voraus',
    worsened: 'Zurück',
    unchanged: 'Gleichauf',
    undecided: 'Noch offen',
    noTest: 'Kein Test',
    finding: (total: number, ahead: number, behind: number, brand: string) =>
      ahead + behind === 0
        ? `Kein sicherer Abstand zu ${brand} bei ${n(total)} ${plural(total, { one: 'Kontaktpunkt', other: 'Kontaktpunkten' })}`
        : `Vor ${brand} bei ${n(ahead)} von ${n(total)} ${plural(total, { one: 'Kontaktpunkt', other: 'Kontaktpunkten' })}, dahinter bei ${n(behind)}`,
    findingRows: (total: number, ahead: number, behind: number, brand: string) =>
      ahead + behind === 0
        ? `Kein sicherer Abstand zu ${brand} bei ${n(total)} ${plural(total, { one: 'Kennzahl', other: 'Kennzahlen' })}`
        : `Vor ${brand} bei ${n(ahead)} von ${n(total)} ${plural(total, { one: 'Kennzahl', other: 'Kennzahlen' })}, dahinter bei ${n(behind)}`,
    competitors: 'den Mitbewerbern',
    plotted: (locations: number, responses: number) =>
      `Niveau der eigenen Standorte (gefüllt; ${n(locations)} mit ${n(responses)} Antworten) und jedes Mitbewerbers (hohl) und der Abstand (eigene minus seine), je mit 95-%-Intervall. q über alle Abstände einer Art.`,
    noWaves: 'Noch keine Messwellen',
    noWavesText: 'Ein Benchmark stellt eigene Standorte und die von Mitbewerbern in einer Messwelle nebeneinander. Planen Sie zuerst eine Messwelle.',
    toWaves: 'Zu den Messwellen',
    noBrands: 'Kein Mitbewerber in dieser Messwelle',
    noBrandsText: 'Kennzeichnen Sie Standorte als die eines Mitbewerbers, geben Sie ihnen ihre Marke und besuchen Sie sie in der Messwelle: Dann stehen eigene und seine hier nebeneinander.',
    toLocations: 'Zu den Standorten',
    noRows: 'Nichts, was sich nebeneinander stellen lässt',
    noRowsText: 'Die Antworten dieser Messwelle haben keine gemeinsame Kennzahl.',
    computing: 'Vergleich mit den Mitbewerbern …'
  }
});
