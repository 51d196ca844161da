import { catalogue, formatNumber, plural } from '$lib/ui/language.svelte';

/** Words of the controls that are fetched when a question needs them; like those of the others they address nobody. */
export const t = catalogue({
  en: {
    choose: 'Please choose …',
    clear: 'Clear answer',
    day: 'Day',
    month: 'Month',
    year: 'Year',
    acknowledged: 'Read and understood',
    rankHow: 'Drag into order, or use the arrow buttons or Alt with ↑ and ↓.',
    rankUp: (label: string) => `Move up: ${label}`,
    rankDown: (label: string) => `Move down: ${label}`,
    rankPlace: (label: string, place: number, all: number) => `${label}: place ${formatNumber(place)} of ${formatNumber(all)}`,
    rankAsShown: 'This order is right',
    search: 'Type or choose …',
    searchSeveral: 'Add answers …',
    chosen: 'Chosen answers',
    removeChoice: (label: string) => `Remove: ${label}`,
    matches: (count: number) => plural(count, { one: '1 answer', other: `${formatNumber(count)} answers` })
  },
  de: {
    choose: 'Bitte wählen …',
    clear: 'Antwort löschen',
    day: 'Tag',
    month: 'Monat',
    year: 'Jahr',
    acknowledged: 'Gelesen und verstanden',
    rankHow: 'In die richtige Reihenfolge ziehen, oder mit den Pfeilknöpfen oder Alt mit ↑ und ↓.',
    rankUp: (label: string) => `Nach oben: ${label}`,
    rankDown: (label: string) => `Nach unten: ${label}`,
    rankPlace: (label: string, place: number, all: number) => `${label}: Platz ${formatNumber(place)} von ${formatNumber(all)}`,
    rankAsShown: 'Diese Reihenfolge stimmt',
    search: 'Tippen oder wählen …',
    searchSeveral: 'Antworten hinzufügen …',
    chosen: 'Gewählte Antworten',
    removeChoice: (label: string) => `Entfernen: ${label}`,
    matches: (count: number) => plural(count, { one: '1 Antwort', other: `${formatNumber(count)} Antworten` })
  }
});
