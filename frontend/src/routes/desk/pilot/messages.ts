import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

const n = (value: number): string => formatNumber(value);

/** Words of the pilot page. */
export const t = catalogue({
  en: {
    page: 'Pilot',
    test: 'Test arm',
    control: 'Control arm',
    effect: 'Effect',
    effectLong: 'Effect of the pilot: change in the test arm minus change in the control arm',
    finding: (touchpoints: boolean, total: number, improved: number, worsened: number) => {
      const nouns = touchpoints ? plural(total, { one: 'touchpoint', other: 'touchpoints' }) : plural(total, { one: 'indicator', other: 'indicators' });
      return improved + worsened === 0
        ? `No certain effect of the pilot on ${n(total)} ${nouns}`
        : `The pilot improved ${n(improved)} of ${n(total)} ${nouns}${worsened > 0 ? ` and worsened ${n(worsened)}` : ''}`;
    },
    undecided: (count: number) => `${n(count)}\u00A0undecided`,
    plotted: (before: string, after: string) =>
      `Level in ${before} (hollow) and ${after} (filled) in each arm, and the effect: by how much more the test arm changed than the control arm (difference in differences), each with its 95 % interval.`,
    arms: (test: string, testCount: number, control: string, controlCount: number) =>
      `${test}: ${n(testCount)} ${plural(testCount, { one: 'location', other: 'locations' })}; ${control}: ${n(controlCount)} ${plural(controlCount, { one: 'location', other: 'locations' })}.`,
    parallelShort: (value: string) => `before: test ${value} against control`,
    parallelTitle: 'How alike the arms were before',
    parallelText: (test: string, control: string) => `${test} minus ${control} in the baseline. The effect is trustworthy as far as both arms would have moved alike without the pilot; a large distance at the start makes that less sure.`,
    estimate: 'Distance',
    numbers: 'Both arms',
    alone: (count: number) => plural(count, { one: '1 row was not asked in both arms before and after', other: `${n(count)} rows were not asked in both arms before and after` }),
    noWaves: 'A pilot needs two waves',
    noWavesText: 'Measure a baseline, change something at some of the locations, and measure again: then the change there is compared with the change everywhere else.',
    noArms: 'No wave has a test and a control arm',
    noArmsText: 'Give the wave after the change two arms: the locations with the change (test) and those without it (control).',
    toWaves: 'To the waves',
    noRows: 'Nothing to compare yet',
    noRowsText: 'As soon as both arms have responses in both waves, the effect of the pilot stands here.',
    computing: 'Comparing both arms before and after …',
    improved: 'The test arm gained more than the control arm, and more than chance explains.',
    worsened: 'The test arm did worse than the control arm, and more than chance explains.',
    unchanged: 'Any effect is smaller than the difference that matters.',
    open: 'These responses cannot tell an effect from chance, nor rule one out.',
    noTest: 'There is not enough to test.'
  },
  de: {
    page: 'Testmarkt',
    test: 'Testgruppe',
    control: 'Kontrollgruppe',
    effect: 'Wirkung',
    effectLong: 'Wirkung des Testmarkts: Änderung in der Testgruppe minus Änderung in der Kontrollgruppe',
    finding: (touchpoints: boolean, total: number, improved: number, worsened: number) => {
      const nouns = touchpoints ? plural(total, { one: 'Kontaktpunkt', other: 'Kontaktpunkten' }) : plural(total, { one: 'Kennzahl', other: 'Kennzahlen' });
      return improved + worsened === 0
        ? `Keine sichere Wirkung des Testmarkts bei ${n(total)} ${nouns}`
        : `Der Testmarkt wirkt bei ${n(improved)} von ${n(total)} ${nouns} zum Besseren${worsened > 0 ? `, bei ${n(worsened)} zum Schlechteren` : ''}`;
    },
    undecided: (count: number) => `${n(count)}\u00A0noch offen`,
    plotted: (before: string, after: string) =>
      `Niveau in ${before} (hohl) und ${after} (gefüllt) je Gruppe und die Wirkung: um wie viel mehr sich die Testgruppe geändert hat als die Kontrollgruppe (Differenz der Differenzen), je mit 95-%-Intervall.`,
    arms: (test: string, testCount: number, control: string, controlCount: number) =>
      `${test}: ${n(testCount)} ${plural(testCount, { one: 'Standort', other: 'Standorte' })}; ${control}: ${n(controlCount)} ${plural(controlCount, { one: 'Standort', other: 'Standorte' })}.`,
    parallelShort: (value: string) => `vorher: Test ${value} gegenüber Kontrolle`,
    parallelTitle: 'Wie ähnlich die Gruppen vorher waren',
    parallelText: (test: string, control: string) => `${test} minus ${control} in der Nullmessung. Der Wirkung ist so weit zu trauen, wie sich beide Gruppen ohne den Testmarkt gleich bewegt hätten; ein grosser Abstand am Anfang macht das weniger sicher.`,
    estimate: 'Abstand',
    numbers: 'Beide Gruppen',
    alone: (count: number) => plural(count, { one: 'Nach 1 Zeile wurde nicht in beiden Gruppen vorher und nachher gefragt', other: `Nach ${n(count)} Zeilen wurde nicht in beiden Gruppen vorher und nachher gefragt` }),
    noWaves: 'Ein Testmarkt braucht zwei Messwellen',
    noWavesText: 'Messen Sie eine Nullmessung, ändern Sie an einigen Standorten etwas und messen Sie noch einmal: Dann wird die Änderung dort mit der Änderung an den anderen verglichen.',
    noArms: 'Keine Messwelle hat eine Test- und eine Kontrollgruppe',
    noArmsText: 'Geben Sie der Messwelle nach der Änderung zwei Gruppen: die Standorte mit der Änderung (Test) und die ohne sie (Kontrolle).',
    toWaves: 'Zu den Messwellen',
    noRows: 'Noch nichts zu vergleichen',
    noRowsText: 'Sobald beide Gruppen in beiden Messwellen Antworten haben, steht hier die Wirkung des Testmarkts.',
    computing: 'Beide Gruppen vorher und nachher werden verglichen …',
    improved: 'Die Testgruppe hat mehr gewonnen als die Kontrollgruppe, und mehr, als der Zufall erklärt.',
    worsened: 'Die Testgruppe schnitt schlechter ab als die Kontrollgruppe, und mehr, als der Zufall erklärt.',
    unchanged: 'Eine Wirkung wäre kleiner als die Differenz, die zählt.',
    open: 'Diese Antworten können eine Wirkung weder vom Zufall unterscheiden noch ausschliessen.',
    noTest: 'Für einen Test reicht es nicht.'
  }
});
