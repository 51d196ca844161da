import { catalogue, formatNumber } from '$lib/ui/language.svelte';

const megabyte = 1_048_576;
const megabytes = (bytes: number) => formatNumber(bytes / megabyte, { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });

/** Words of the controls for pictures, recordings and files; apart, as most questionnaires do without. German addresses nobody. */
export const t = catalogue({
  en: {
    notHere: 'Files cannot be added here.',
    elsewhere: 'The file was added earlier and is not on this device.',
    preparing: 'Preparing …',
    remove: 'Remove',
    removed: 'Removed.',
    undo: 'Undo',
    added: (size: string) => `Added, ${size}`,
    addedLong: (duration: string, size: string) => `Added, ${duration}, ${size}`,
    tooLarge: (size: number, most: number) => `The file has ${megabytes(size)}; at most ${megabytes(most)} can be sent. Please choose a smaller one.`,
    tooLong: (seconds: number, most: number) =>
      `The recording lasts ${formatNumber(Math.ceil(seconds))} seconds; at most ${formatNumber(most)} are asked for. Please choose a shorter one.`,
    wrongKind: 'A file of this kind is not asked for. Please choose another one.',
    empty: 'The file is empty. Please choose another one.',
    notKept: 'The file could not be stored on this device. Please free some space and try again.',

    takePhoto: 'Take or choose a photo',
    takePhotoNow: 'Take a photo',
    replacePhoto: 'Replace photo',
    photoOf: (label: string) => `Photo: ${label}`,
    photoUnreadable: 'This file is not a picture that can be read here. Please choose a JPEG or PNG picture.',
    photoHeic: 'This picture is in the HEIC format, which this browser cannot read. Please share it as JPEG, or set the phone’s camera to “Most compatible”.',

    sign: 'Sign here',
    signAgain: 'Sign again',
    draw: 'Drawing area',
    startDrawing: 'Draw',
    drawOn: 'Continue drawing',
    drawAgain: 'Draw something else',
    annotate: 'Photo to draw on',
    annotateOn: 'Draw on the photo',
    drawingOf: (label: string) => `Drawing: ${label}`,
    signatureOf: (label: string) => `Signature: ${label}`,
    done: 'Done',
    strokeUndo: 'Undo',
    strokeRedo: 'Redo',
    clear: 'Clear',
    penKeys: 'With the keyboard: arrow keys move the pen, the space bar puts it down and lifts it.',
    penDown: 'Pen down',
    penUp: 'Pen lifted',
    typeName: 'Or type the name',
    colour: 'Colour',
    black: 'Black',
    red: 'Red',
    blue: 'Blue',
    yellow: 'Yellow',

    record: 'Record sound',
    recordAgain: 'Record again',
    chooseSound: 'Choose a sound file',
    recordVideo: 'Record a video',
    recordVideoAgain: 'Record another video',
    takeVideo: 'Film with the camera',
    chooseVideo: 'Choose a video',
    pause: 'Pause',
    resume: 'Continue',
    stop: 'Stop and keep',
    discard: 'Discard',
    asking: 'Waiting for permission …',
    recording: 'Recording',
    paused: 'Paused',
    ofMost: (now: string, most: string) => `${now} of ${most}`,
    soundOf: (label: string) => `Recording: ${label}`,
    videoOf: (label: string) => `Video: ${label}`,
    microphoneDenied: 'The browser may not use the microphone. Please allow it for this page in the browser’s settings, or choose a file.',
    cameraDenied: 'The browser may not use the camera. Please allow it for this page in the browser’s settings, or choose a file.',
    microphoneAbsent: 'No microphone was found. Please connect one, or choose a file.',
    cameraAbsent: 'No camera was found. Please choose a file.',
    inUse: 'Another app is using the camera or microphone. Please close it and try again.',
    cannotRecord: 'This browser cannot record. Please choose a file.',
    limitReached: 'The recording has reached its greatest length and was kept.',

    chooseFile: 'Choose a file',
    replaceFile: 'Replace file',
    pictures: 'pictures',
    sounds: 'sounds',
    films: 'films',
    openFile: (name: string) => `Open ${name}`,
    fileLimits: (kinds: string, most: number) => (kinds ? `${kinds}, at most ${megabytes(most)}` : `At most ${megabytes(most)}`),

    pictureOf: (label: string) => `Picture: ${label}`,
    enlarge: 'Show large',
    close: 'Close',
    absent: 'The picture or recording for this is not on this device yet.'
  },
  de: {
    notHere: 'Dateien können hier nicht hinzugefügt werden.',
    elsewhere: 'Die Datei wurde früher hinzugefügt und ist nicht auf diesem Gerät.',
    preparing: 'Wird vorbereitet …',
    remove: 'Entfernen',
    removed: 'Entfernt.',
    undo: 'Rückgängig',
    added: (size: string) => `Hinzugefügt, ${size}`,
    addedLong: (duration: string, size: string) => `Hinzugefügt, ${duration}, ${size}`,
    tooLarge: (size: number, most: number) => `Die Datei hat ${megabytes(size)}; höchstens ${megabytes(most)} können gesendet werden. Bitte eine kleinere wählen.`,
    tooLong: (seconds: number, most: number) =>
      `Die Aufnahme dauert ${formatNumber(Math.ceil(seconds))} Sekunden; höchstens ${formatNumber(most)} sind gefragt. Bitte eine kürzere wählen.`,
    wrongKind: 'Eine Datei dieser Art ist hier nicht gefragt. Bitte eine andere wählen.',
    empty: 'Die Datei ist leer. Bitte eine andere wählen.',
    notKept: 'Die Datei konnte auf diesem Gerät nicht gespeichert werden. Bitte Speicherplatz freigeben und noch einmal versuchen.',

    takePhoto: 'Foto aufnehmen oder wählen',
    takePhotoNow: 'Foto aufnehmen',
    replacePhoto: 'Foto ersetzen',
    photoOf: (label: string) => `Foto: ${label}`,
    photoUnreadable: 'Diese Datei ist kein Bild, das hier gelesen werden kann. Bitte ein Bild im Format JPEG oder PNG wählen.',
    photoHeic:
      'Dieses Bild ist im Format HEIC, das dieser Browser nicht lesen kann. Bitte als JPEG teilen oder die Kamera des Telefons auf «Maximale Kompatibilität» stellen.',

    sign: 'Hier unterschreiben',
    signAgain: 'Neu unterschreiben',
    draw: 'Zeichenfläche',
    startDrawing: 'Zeichnen',
    drawOn: 'Weiterzeichnen',
    drawAgain: 'Etwas anderes zeichnen',
    annotate: 'Foto zum Einzeichnen',
    annotateOn: 'Im Foto zeichnen',
    drawingOf: (label: string) => `Zeichnung: ${label}`,
    signatureOf: (label: string) => `Unterschrift: ${label}`,
    done: 'Fertig',
    strokeUndo: 'Rückgängig',
    strokeRedo: 'Wiederholen',
    clear: 'Leeren',
    penKeys: 'Mit der Tastatur: Pfeiltasten bewegen den Stift, die Leertaste setzt ihn auf und hebt ihn ab.',
    penDown: 'Stift aufgesetzt',
    penUp: 'Stift abgehoben',
    typeName: 'Oder den Namen eintippen',
    colour: 'Farbe',
    black: 'Schwarz',
    red: 'Rot',
    blue: 'Blau',
    yellow: 'Gelb',

    record: 'Ton aufnehmen',
    recordAgain: 'Neu aufnehmen',
    chooseSound: 'Tondatei wählen',
    recordVideo: 'Video aufnehmen',
    recordVideoAgain: 'Anderes Video aufnehmen',
    takeVideo: 'Mit der Kamera filmen',
    chooseVideo: 'Video wählen',
    pause: 'Pause',
    resume: 'Weiter',
    stop: 'Beenden und behalten',
    discard: 'Verwerfen',
    asking: 'Warten auf die Erlaubnis …',
    recording: 'Aufnahme läuft',
    paused: 'Angehalten',
    ofMost: (now: string, most: string) => `${now} von ${most}`,
    soundOf: (label: string) => `Aufnahme: ${label}`,
    videoOf: (label: string) => `Video: ${label}`,
    microphoneDenied: 'Der Browser darf das Mikrofon nicht verwenden. Bitte in den Einstellungen des Browsers für diese Seite erlauben oder eine Datei wählen.',
    cameraDenied: 'Der Browser darf die Kamera nicht verwenden. Bitte in den Einstellungen des Browsers für diese Seite erlauben oder eine Datei wählen.',
    microphoneAbsent: 'Kein Mikrofon gefunden. Bitte eines anschliessen oder eine Datei wählen.',
    cameraAbsent: 'Keine Kamera gefunden. Bitte eine Datei wählen.',
    inUse: 'Eine andere App verwendet Kamera oder Mikrofon. Bitte diese schliessen und noch einmal versuchen.',
    cannotRecord: 'Dieser Browser kann nicht aufnehmen. Bitte eine Datei wählen.',
    limitReached: 'Die Aufnahme hat ihre grösste Länge erreicht und wurde behalten.',

    chooseFile: 'Datei wählen',
    replaceFile: 'Datei ersetzen',
    pictures: 'Bilder',
    sounds: 'Töne',
    films: 'Filme',
    openFile: (name: string) => `${name} öffnen`,
    fileLimits: (kinds: string, most: number) => (kinds ? `${kinds}, höchstens ${megabytes(most)}` : `Höchstens ${megabytes(most)}`),

    pictureOf: (label: string) => `Bild: ${label}`,
    enlarge: 'Gross anzeigen',
    close: 'Schliessen',
    absent: 'Das Bild oder die Aufnahme dazu ist noch nicht auf diesem Gerät.'
  }
});

/** The size of a file in words. */
export function sizeText(bytes: number): string {
  if (bytes >= megabyte) return megabytes(bytes);
  return formatNumber(Math.max(1, Math.round(bytes / 1024)), { style: 'unit', unit: 'kilobyte', unitDisplay: 'short' });
}

/** A duration as people read it on a clock: 0:07, 12:30, 1:02:03. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What a list of kinds and endings such as ".pdf, image/*" lets through, in words. */
export function kindsText(accept: string): string {
  const families: Readonly<Record<string, string>> = { 'image/*': t.pictures, 'audio/*': t.sounds, 'video/*': t.films };
  const kinds = accept.toLowerCase().split(/[, ]+/).filter(Boolean);
  return [...new Set(kinds.map((kind) => families[kind] ?? kind.replace(/^(\.|.*\/)/, '').toUpperCase()))].join(', ');
}
