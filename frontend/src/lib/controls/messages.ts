import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

/** Words of the controls; German addresses nobody, so it fits customers and shoppers. */
export const t = catalogue({
  en: {
    required: 'required',
    errorRequired: 'Please answer this question.',
    errorConstraint: 'This answer is not possible here. Please check it.',
    errorWholeNumber: 'Please enter a whole number.',
    errorNumber: 'Please enter a number.',
    errorDate: 'Please enter a date.',
    errorPlace: 'Please give a position.',
    errorRange: (from: number, to: number) => `Please choose a value from ${formatNumber(from)} to ${formatNumber(to)}.`,
    errorChoice: 'Please choose one of the answers shown.',
    errorType: 'This answer does not fit the question. Please answer again.',
    clear: 'Clear answer',
    several: 'Several answers possible',
    notLikely: 'Not at all likely',
    veryLikely: 'Extremely likely',
    ofStars: (value: number, most: number) => `${value} of ${plural(most, { one: '1 star', other: `${most} stars` })}`,
    smiley: (step: number, most: number) => `${step} of ${most}, ${step === 1 ? 'worst' : step === most ? 'best' : 'between'}`,
    guidance: 'More about this',
    partMissing: 'This part of the page could not be loaded. Please check the connection.',
    partAgain: 'Try again'
  },
  de: {
    required: 'Pflichtangabe',
    errorRequired: 'Hier fehlt noch eine Antwort.',
    errorConstraint: 'Diese Antwort ist hier nicht möglich. Bitte prüfen.',
    errorWholeNumber: 'Bitte eine ganze Zahl eingeben.',
    errorNumber: 'Bitte eine Zahl eingeben.',
    errorDate: 'Bitte ein Datum eingeben.',
    errorPlace: 'Bitte eine Position angeben.',
    errorRange: (from: number, to: number) => `Bitte einen Wert von ${formatNumber(from)} bis ${formatNumber(to)} wählen.`,
    errorChoice: 'Bitte eine der gezeigten Antworten wählen.',
    errorType: 'Diese Antwort passt nicht zur Frage. Bitte neu antworten.',
    clear: 'Antwort löschen',
    several: 'Mehrere Antworten möglich',
    notLikely: 'Gar nicht wahrscheinlich',
    veryLikely: 'Äusserst wahrscheinlich',
    ofStars: (value: number, most: number) => `${value} von ${plural(most, { one: '1 Stern', other: `${most} Sternen` })}`,
    smiley: (step: number, most: number) => `${step} von ${most}, ${step === 1 ? 'schlechteste' : step === most ? 'beste' : 'dazwischen'}`,
    guidance: 'Mehr dazu',
    partMissing: 'Dieser Teil der Seite konnte nicht geladen werden. Bitte die Verbindung prüfen.',
    partAgain: 'Noch einmal versuchen'
  }
});
