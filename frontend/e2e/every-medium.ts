// A shopper's questionnaire with every kind of picture, recording, file, code and place.
const both = (en: string, de: string) => ({ en, de });

export const everyMedium = {
  id: 'every-medium',
  version: 1,
  kind: 'mystery',
  title: both('Every medium', 'Jedes Medium'),
  defaultLanguage: 'en',
  body: [
    {
      type: 'section', name: 'pictures', label: both('Pictures', 'Bilder'),
      body: [
        { type: 'image', name: 'shelf', parameters: { maxPixels: 900, keepPosition: true }, label: both('Photo of the **shelf**', 'Foto des **Regals**') },
        { type: 'image', name: 'till', appearance: 'new', parameters: { maxPixels: 600 }, label: both('Photo of the till', 'Foto der Kasse') },
        { type: 'image', name: 'signature', appearance: 'signature', required: true, label: both('Signature of the manager', 'Unterschrift der Leitung') },
        { type: 'image', name: 'typed', appearance: 'signature', label: both('Signature by name', 'Unterschrift als Name') },
        { type: 'image', name: 'sketch', appearance: 'draw', label: both('Sketch of the entrance', 'Skizze des Eingangs') },
        { type: 'image', name: 'marked', appearance: 'annotate', parameters: { maxPixels: 800 }, label: both('Mark what is missing', 'Fehlendes einzeichnen') }
      ]
    },
    {
      type: 'section', name: 'recordings', label: both('Recordings', 'Aufnahmen'),
      body: [
        { type: 'audio', name: 'voice', parameters: { quality: 'voice-only' }, label: both('What you heard', 'Was zu hören war') },
        { type: 'video', name: 'queue', parameters: { maxSeconds: 2, maxSize: 5 }, label: both('The queue', 'Die Schlange') },
        { type: 'file', name: 'receipt', parameters: { accept: '.pdf', maxSize: 1 }, label: both('Receipt', 'Quittung') }
      ]
    },
    {
      type: 'section', name: 'codes', label: both('Codes', 'Codes'),
      body: [
        { type: 'barcode', name: 'tag', label: both('Code at the door', 'Code an der Tür') },
        { type: 'barcode', name: 'product', label: both('Code of the product', 'Code des Artikels') }
      ]
    },
    {
      type: 'section', name: 'places', label: both('Places', 'Orte'),
      body: [
        { type: 'geopoint', name: 'here', parameters: { accuracy: 20 }, label: both('Where are you?', 'Wo sind Sie?') },
        { type: 'geotrace', name: 'way', label: both('Way to the till', 'Weg zur Kasse') },
        { type: 'geoshape', name: 'area', label: both('Area of the shop', 'Fläche des Ladens') }
      ]
    }
  ]
};
