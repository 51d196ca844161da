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
    finding: (touchpoints: boolean, total: number, ahead: number, behind: number, brand: string) => {
      const nouns = touchpoints ? plural(total, { one: 'touchpoint', other: 'touchpoints' }) : plural(total, { one: 'indicator', other: 'indicators' });
      const place = touchpoints ? 'at' : 'in';
      if (ahead + behind === 0) return `No certain distance to ${brand} ${place} ${n(total)} ${nouns}`;
      if (ahead === 0) return `Behind ${brand} ${place} ${n(behind)} of ${n(total)} ${nouns}, ahead ${place} none`;
      return `Ahead of ${brand} ${place} ${n(ahead)} of ${n(total)} ${nouns}, behind ${place} ${behind === 0 ? 'none' : n(behind)}`;
    },
    alone: (count: number) => plural(count, { one: '1 row has responses on one side only', other: `${n(count)} rows have responses on one side only` }),
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
    finding: (touchpoints: boolean, total: number, ahead: number, behind: number, brand: string) => {
      const nouns = touchpoints ? plural(total, { one: 'Kontaktpunkt', other: 'Kontaktpunkten' }) : plural(total, { one: 'Kennzahl', other: 'Kennzahlen' });
      if (ahead + behind === 0) return `Kein sicherer Abstand zu ${brand} bei ${n(total)} ${nouns}`;
      if (ahead === 0) return `Hinter ${brand} bei ${n(behind)} von ${n(total)} ${nouns}, voraus bei keinem`;
      return `Vor ${brand} bei ${n(ahead)} von ${n(total)} ${nouns}, dahinter bei ${behind === 0 ? 'keinem' : n(behind)}`;
    },
    alone: (count: number) => plural(count, { one: '1 Zeile hat nur auf einer Seite Antworten', other: `${n(count)} Zeilen haben nur auf einer Seite Antworten` }),
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
