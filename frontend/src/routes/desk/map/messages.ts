import { catalogue, formatNumber } from '$lib/ui/language.svelte';

/** Words of the map. */
export const t = catalogue({
  en: {
    map: 'Map',
    keys: 'Arrow keys move the map, plus and minus zoom. Every place is in the list beside the map.',
    places: 'Places on the map',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    everything: 'Show all places',
    noTiles: 'Without a tile server the places lie on a plain grid.',
    none: 'None of these has a position yet.',
    find: 'Find in the list',
    further: (count: number) => `and ${formatNumber(count)} more: search to narrow the list down`,
    notLoaded: 'The map could not be loaded. The list beside it works without it.'
  },
  de: {
    map: 'Karte',
    keys: 'Pfeiltasten verschieben die Karte, Plus und Minus zoomen. Jeder Ort steht in der Liste neben der Karte.',
    places: 'Orte auf der Karte',
    zoomIn: 'Näher',
    zoomOut: 'Weiter weg',
    everything: 'Alle Orte zeigen',
    noTiles: 'Ohne Kartenserver liegen die Orte auf einem einfachen Raster.',
    none: 'Noch keiner davon hat eine Position.',
    find: 'In der Liste suchen',
    further: (count: number) => `und ${formatNumber(count)} weitere: Suchen Sie, um die Liste zu kürzen`,
    notLoaded: 'Die Karte liess sich nicht laden. Die Liste daneben geht auch ohne sie.'
  }
});
