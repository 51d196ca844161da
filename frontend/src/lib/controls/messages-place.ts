import { catalogue, formatNumber } from '$lib/ui/language.svelte';

const exact = (value: number) => formatNumber(Math.abs(value), { minimumFractionDigits: 5, maximumFractionDigits: 5 });
const metres = (value: number) => formatNumber(value, { maximumFractionDigits: value < 10 ? 1 : 0 });

/** Words of the controls for positions, paths and areas; German addresses nobody. */
export const t = catalogue({
  en: {
    locate: 'Use my position',
    locateAgain: 'Find position again',
    locating: 'Looking for the position …',
    stopLocating: 'Take this position',
    position: (lat: number, lon: number) => `${exact(lat)}° ${lat < 0 ? 'S' : 'N'}, ${exact(lon)}° ${lon < 0 ? 'W' : 'E'}`,
    accuracy: (value: number) => `accurate to ${metres(value)} m`,
    notYetAccurate: (value: number, wanted: number) => `Accurate to ${metres(value)} m so far, ${metres(wanted)} m wanted`,
    locateDenied: 'The browser may not use the position. Please allow it for this page in the browser’s settings, or type the position.',
    locateFailed: 'The position could not be found. Outdoors or at a window it works better. It can also be typed.',
    typePosition: 'Type a position',
    latitude: 'Latitude in degrees',
    longitude: 'Longitude in degrees',
    takeTyped: 'Take this position',
    badLatitude: 'Please enter a latitude from −90 to 90.',
    badLongitude: 'Please enter a longitude from −180 to 180.',
    remove: 'Remove',

    addHere: 'Add point here',
    addTyped: 'Add point',
    undo: 'Undo',
    clear: 'Remove all',
    points: (count: number) => `Points (${count})`,
    point: (number: number) => `Point ${number}`,
    removePoint: (number: number) => `Remove point ${number}`,
    added: (number: number) => `Point ${number} added`,
    removed: (number: number) => `Point ${number} removed`,
    moved: (number: number, place: string) => `Point ${number} moved to ${place}`,
    noPoints: 'No points yet. The first one comes from the position of this device or is typed; further ones can be tapped on the plan.',
    needTwo: 'At least two points are needed.',
    needThree: 'At least three points are needed.',
    length: (text: string) => `Length ${text}`,
    area: (area: string, around: string) => `Area ${area}, ${around} around`,
    plane: 'Plan with the points',
    planeKeys: 'Tapping the plan adds a point. Points can be dragged, or moved with the arrow keys when focused; Delete removes one.',
    nearer: 'Zoom in',
    farther: 'Zoom out',
    whole: 'Show everything',
    north: 'North is up'
  },
  de: {
    locate: 'Meine Position verwenden',
    locateAgain: 'Position neu bestimmen',
    locating: 'Position wird gesucht …',
    stopLocating: 'Diese Position nehmen',
    position: (lat: number, lon: number) => `${exact(lat)}° ${lat < 0 ? 'S' : 'N'}, ${exact(lon)}° ${lon < 0 ? 'W' : 'O'}`,
    accuracy: (value: number) => `auf ${metres(value)} m genau`,
    notYetAccurate: (value: number, wanted: number) => `Bisher auf ${metres(value)} m genau, gefragt sind ${metres(wanted)} m`,
    locateDenied:
      'Der Browser darf die Position nicht verwenden. Bitte in den Einstellungen des Browsers für diese Seite erlauben oder die Position eintippen.',
    locateFailed: 'Die Position wurde nicht gefunden. Im Freien oder am Fenster geht es besser. Sie kann auch eingetippt werden.',
    typePosition: 'Position eintippen',
    latitude: 'Breite in Grad',
    longitude: 'Länge in Grad',
    takeTyped: 'Diese Position nehmen',
    badLatitude: 'Bitte eine Breite von −90 bis 90 eingeben.',
    badLongitude: 'Bitte eine Länge von −180 bis 180 eingeben.',
    remove: 'Entfernen',

    addHere: 'Punkt hier setzen',
    addTyped: 'Punkt hinzufügen',
    undo: 'Rückgängig',
    clear: 'Alle entfernen',
    points: (count: number) => `Punkte (${count})`,
    point: (number: number) => `Punkt ${number}`,
    removePoint: (number: number) => `Punkt ${number} entfernen`,
    added: (number: number) => `Punkt ${number} hinzugefügt`,
    removed: (number: number) => `Punkt ${number} entfernt`,
    moved: (number: number, place: string) => `Punkt ${number} verschoben: ${place}`,
    noPoints: 'Noch keine Punkte. Der erste kommt von der Position dieses Geräts oder wird eingetippt; weitere können auf dem Plan angetippt werden.',
    needTwo: 'Es braucht mindestens zwei Punkte.',
    needThree: 'Es braucht mindestens drei Punkte.',
    length: (text: string) => `Länge ${text}`,
    area: (area: string, around: string) => `Fläche ${area}, Umfang ${around}`,
    plane: 'Plan mit den Punkten',
    planeKeys: 'Antippen des Plans setzt einen Punkt. Punkte lassen sich ziehen oder, wenn sie den Fokus haben, mit den Pfeiltasten schieben; Entf löscht einen.',
    nearer: 'Näher',
    farther: 'Weiter weg',
    whole: 'Alles zeigen',
    north: 'Norden ist oben'
  }
});

/** A length in metres or kilometres. */
export function lengthText(length: number): string {
  if (length < 1000) return formatNumber(length, { style: 'unit', unit: 'meter', maximumFractionDigits: length < 100 ? 1 : 0 });
  return formatNumber(length / 1000, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 2 });
}

/** An area in square metres, hectares or square kilometres. */
export function areaText(area: number): string {
  if (area < 10_000) return `${formatNumber(area, { maximumFractionDigits: area < 100 ? 1 : 0 })} m²`;
  if (area < 1_000_000) return formatNumber(area / 10_000, { style: 'unit', unit: 'hectare', maximumFractionDigits: 2 });
  return `${formatNumber(area / 1_000_000, { maximumFractionDigits: 2 })} km²`;
}
