import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

const n = (value: number): string => formatNumber(value);

/** Words of the detail of a row and of its parts. */
export const t = catalogue({
  en: {
    goalAttainment: 'Goal attainment',
    goalAttained: (share: string, interval: string) => (interval ? `${share} of the way (${interval})` : `${share} of the way`),
    decideTitle: 'What would decide it',
    decidePlan: 'Plan this',
    neededDifference: (responses: number) => `If the difference is as it looks, about ${n(responses)} responses on each side would detect it (80 % power).`,
    neededEquivalence: (responses: number) => `About ${n(responses)} responses on each side would show that there is no relevant difference (80 % power).`,
    family: (tests: number, kind: string) => plural(tests, { one: `q is p: this is the only test of ${kind}.`, other: `q is p with regard to all ${n(tests)} tests of ${kind}: of the changes called certain, at most 5 % are expected to be chance.` }),
    ofComposites: 'touchpoints',
    ofIndicators: 'indicators',
    ofSections: 'sections',
    ofQuestions: 'questions',
    ofParts: 'parts',
    adjustedTitle: 'With the mix of the baseline',
    adjustedText: (trait: string, strata: number) =>
      plural(strata, {
        one: `Both waves are weighed by ${trait} as the baseline was. Only one value occurs in both waves.`,
        other: `Both waves are weighed by ${trait} as the baseline was, over ${n(strata)} values that occur in both waves.`
      }),
    adjustedLeft: (values: string) => `Left out, since one of the waves has none: ${values}.`,
    adjustedRaw: 'Change as measured',
    adjustedChange: 'Change, mix-adjusted',
    none: 'cannot be adjusted',
    definitionsTitle: 'Combined from',
    definitionWeight: (weight: string) => `weight ${weight}`,
    indicatorsTitle: 'Made of',
    methodSwitch: 'Test by another method',
    methodByRule: 'By rule',
    split: 'Split by',
    splitTitle: 'Where does it come from?',
    allRows: 'All rows',
    whole: 'All together',
    partsPlotted: (before: string, after: string) => `Level in ${before} (hollow) and ${after} (filled), and the change between them, for each part, with 95 % intervals; the largest change first, all together at the top.`,
    partsFinding: (name: string, of: string, total: number, improved: number, worsened: number) =>
      improved + worsened === 0
        ? `${name}: no certain change in any of ${n(total)} ${of}`
        : `${name}: better in ${n(improved)} of ${n(total)} ${of}, worse in ${n(worsened)}`,
    noParts: 'There are no parts to show',
    noPartsText: 'These responses say nothing about this. Choose something else to split by.',
    most: (count: number) => `The ${n(count)} parts with the largest changes are shown.`,
    scaleTitle: 'Responses by value',
    below: 'below the middle',
    above: 'above the middle',
    detractors: 'detractors',
    passives: 'passives',
    promoters: 'promoters',
    no: 'no',
    yes: 'yes',
    valueTip: (value: string, share: string, count: number) => `${value}: ${share}, ${plural(count, { one: '1 response', other: `${n(count)} responses` })}`,
    location: (count: number) => plural(count, { one: 'location', other: 'locations' }),
    tag: (count: number) => plural(count, { one: 'tag', other: 'tags' }),
    brand: (count: number) => plural(count, { one: 'brand', other: 'brands' }),
    arm: (count: number) => plural(count, { one: 'arm', other: 'arms' }),
    language: (count: number) => plural(count, { one: 'language', other: 'languages' }),
    part: (count: number) => plural(count, { one: 'part', other: 'parts' }),
    computing: 'Comparing the parts …'
  },
  de: {
    goalAttainment: 'Zielerreichung',
    goalAttained: (share: string, interval: string) => (interval ? `${share} des Weges (${interval})` : `${share} des Weges`),
    decideTitle: 'Was es entscheiden würde',
    decidePlan: 'Damit planen',
    neededDifference: (responses: number) => `Ist die Differenz so, wie sie aussieht, würden rund ${n(responses)} Antworten je Seite sie nachweisen (Teststärke 80 %).`,
    neededEquivalence: (responses: number) => `Rund ${n(responses)} Antworten je Seite würden zeigen, dass es keine relevante Differenz gibt (Teststärke 80 %).`,
    family: (tests: number, kind: string) => plural(tests, { one: `q ist p: Es ist der einzige Test von ${kind}.`, other: `q ist p mit Rücksicht auf alle ${n(tests)} Tests von ${kind}: Von den sicher genannten Änderungen sind höchstens 5 % als Zufall zu erwarten.` }),
    ofComposites: 'Kontaktpunkten',
    ofIndicators: 'Kennzahlen',
    ofSections: 'Abschnitten',
    ofQuestions: 'Fragen',
    ofParts: 'Teilen',
    adjustedTitle: 'Mit dem Mix der Nullmessung',
    adjustedText: (trait: string, strata: number) =>
      plural(strata, {
        one: `Beide Messwellen sind nach ${trait} gewichtet wie die Nullmessung. Nur ein Wert kommt in beiden Messwellen vor.`,
        other: `Beide Messwellen sind nach ${trait} gewichtet wie die Nullmessung, über ${n(strata)} Werte, die in beiden Messwellen vorkommen.`
      }),
    adjustedLeft: (values: string) => `Ausgelassen, weil eine der Messwellen keine hat: ${values}.`,
    adjustedRaw: 'Änderung wie gemessen',
    adjustedChange: 'Änderung, mixbereinigt',
    none: 'lässt sich nicht bereinigen',
    definitionsTitle: 'Zusammengesetzt aus',
    definitionWeight: (weight: string) => `Gewicht ${weight}`,
    indicatorsTitle: 'Besteht aus',
    methodSwitch: 'Mit anderem Verfahren prüfen',
    methodByRule: 'Nach Regel',
    split: 'Aufteilen nach',
    splitTitle: 'Woher kommt es?',
    allRows: 'Alle Zeilen',
    whole: 'Alle zusammen',
    partsPlotted: (before: string, after: string) => `Niveau in ${before} (hohl) und ${after} (gefüllt) und die Änderung dazwischen, für jeden Teil, mit 95-%-Intervallen; die grösste Änderung zuerst. Zuoberst steht alles zusammen.`,
    partsFinding: (name: string, of: string, total: number, improved: number, worsened: number) =>
      improved + worsened === 0
        ? `${name}: keine sichere Änderung bei ${n(total)} ${of}`
        : `${name}: besser bei ${n(improved)} von ${n(total)} ${of}, schlechter bei ${n(worsened)}`,
    noParts: 'Es gibt keine Teile zu zeigen',
    noPartsText: 'Diese Antworten sagen darüber nichts. Wählen Sie etwas anderes zum Aufteilen.',
    most: (count: number) => `Gezeigt sind die ${n(count)} Teile mit den grössten Änderungen.`,
    scaleTitle: 'Antworten nach Wert',
    below: 'unter der Mitte',
    above: 'über der Mitte',
    detractors: 'Kritiker',
    passives: 'Unentschiedene',
    promoters: 'Empfehlende',
    no: 'nein',
    yes: 'ja',
    valueTip: (value: string, share: string, count: number) => `${value}: ${share}, ${plural(count, { one: '1 Antwort', other: `${n(count)} Antworten` })}`,
    location: (count: number) => plural(count, { one: 'Standort', other: 'Standorten' }),
    tag: (count: number) => plural(count, { one: 'Stichwort', other: 'Stichwörtern' }),
    brand: (count: number) => plural(count, { one: 'Marke', other: 'Marken' }),
    arm: (count: number) => plural(count, { one: 'Gruppe', other: 'Gruppen' }),
    language: (count: number) => plural(count, { one: 'Sprache', other: 'Sprachen' }),
    part: (count: number) => plural(count, { one: 'Teil', other: 'Teilen' }),
    computing: 'Die Teile werden verglichen …'
  }
});
