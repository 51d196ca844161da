import { catalogue } from '../language.svelte';

/** Words around every picture of numbers. */
export const t = catalogue({
  en: {
    asTable: 'Table',
    asPicture: 'Picture',
    switchHint: 'Key t',
    tools: 'Take this picture along',
    svg: 'SVG',
    png: 'PNG',
    csv: 'CSV',
    saveAs: (format: string) => `Save as ${format}`,
    notDrawn: 'The picture could not be drawn as a PNG file. The SVG file holds the same picture.',
    tableOf: (title: string) => `The numbers of: ${title}`
  },
  de: {
    asTable: 'Tabelle',
    asPicture: 'Bild',
    switchHint: 'Taste t',
    tools: 'Dieses Bild mitnehmen',
    svg: 'SVG',
    png: 'PNG',
    csv: 'CSV',
    saveAs: (format: string) => `Als ${format} speichern`,
    notDrawn: 'Das Bild liess sich nicht als PNG-Datei zeichnen. Die SVG-Datei enthält dasselbe Bild.',
    tableOf: (title: string) => `Die Zahlen zu: ${title}`
  }
});
