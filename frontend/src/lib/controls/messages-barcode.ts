import { catalogue } from '$lib/ui/language.svelte';

/** Words of the control for barcodes and QR codes; German addresses nobody. */
export const t = catalogue({
  en: {
    scan: 'Scan with the camera',
    scanAgain: 'Scan again',
    fromPicture: 'Read from a picture',
    stop: 'Stop scanning',
    starting: 'Starting the camera …',
    looking: 'Hold the code into the frame.',
    read: (code: string) => `Code read: ${code}`,
    light: 'Light',
    view: 'What the camera sees',
    reading: 'Reading …',
    nothingFound: 'No code was found in this picture. Please choose one in which the code is large and sharp, or type the digits.',
    unreadable: 'This file is not a picture that can be read here. Please choose a JPEG or PNG picture, or type the digits.',
    denied: 'The browser may not use the camera. Please allow it for this page in the browser’s settings, choose a picture, or type the code.',
    absent: 'No camera was found. Please choose a picture or type the code.',
    inUse: 'Another app is using the camera. Please close it and try again, choose a picture, or type the code.',
    unsupported: 'This browser cannot use the camera here. Please choose a picture or type the code.',
    failed: 'Codes cannot be read at the moment. Please check the connection and try again, or type the code.'
  },
  de: {
    scan: 'Mit der Kamera scannen',
    scanAgain: 'Neu scannen',
    fromPicture: 'Aus einem Bild lesen',
    stop: 'Scannen beenden',
    starting: 'Kamera wird gestartet …',
    looking: 'Den Code in den Rahmen halten.',
    read: (code: string) => `Code gelesen: ${code}`,
    light: 'Licht',
    view: 'Was die Kamera sieht',
    reading: 'Wird gelesen …',
    nothingFound: 'In diesem Bild wurde kein Code gefunden. Bitte eines wählen, in dem der Code gross und scharf ist, oder die Ziffern eintippen.',
    unreadable: 'Diese Datei ist kein Bild, das hier gelesen werden kann. Bitte ein Bild im Format JPEG oder PNG wählen oder die Ziffern eintippen.',
    denied: 'Der Browser darf die Kamera nicht verwenden. Bitte in den Einstellungen des Browsers für diese Seite erlauben, ein Bild wählen oder den Code eintippen.',
    absent: 'Keine Kamera gefunden. Bitte ein Bild wählen oder den Code eintippen.',
    inUse: 'Eine andere App verwendet die Kamera. Bitte diese schliessen und noch einmal versuchen, ein Bild wählen oder den Code eintippen.',
    unsupported: 'Dieser Browser kann die Kamera hier nicht verwenden. Bitte ein Bild wählen oder den Code eintippen.',
    failed: 'Codes können gerade nicht gelesen werden. Bitte die Verbindung prüfen und noch einmal versuchen oder den Code eintippen.'
  }
});
