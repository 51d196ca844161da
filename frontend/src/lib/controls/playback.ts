/** The length of a file of sound or film in seconds; NaN where the browser cannot play it. */
export function playLength(content: Blob, kind: 'audio' | 'video'): Promise<number> {
  const player = document.createElement(kind);
  const address = URL.createObjectURL(content);
  player.preload = 'metadata';
  return new Promise<number>((resolve) => {
    player.onerror = () => resolve(NaN);
    player.onloadedmetadata = () => whenLengthIsKnown(player, resolve);
    player.src = address;
  }).finally(() => {
    player.removeAttribute('src');
    URL.revokeObjectURL(address);
  });
}

/**
 * Recordings of browsers do not say how long they are; a player finds out when it is sent beyond
 * the end. Leaves the player at the beginning.
 */
export function whenLengthIsKnown(player: HTMLMediaElement, tell: (seconds: number) => void): void {
  if (player.duration !== Infinity) {
    tell(player.duration);
    return;
  }
  const told = () => {
    if (player.duration === Infinity) return;
    player.removeEventListener('durationchange', told);
    player.currentTime = 0;
    tell(player.duration);
  };
  player.addEventListener('durationchange', told);
  player.currentTime = Number.MAX_SAFE_INTEGER;
}

/** Endings of file names by media type, of what browsers record and phones hand over. */
const endings: Readonly<Record<string, string>> = {
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/aac': 'aac',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/amr': 'amr',
  'audio/3gpp': '3gp',
  'video/quicktime': 'mov',
  'video/3gpp': '3gp',
  'video/x-matroska': 'mkv'
};

/** The ending for a file of a media type without parameters. */
export function endingOf(type: string): string {
  return endings[type] ?? (type.split('/')[1] || 'bin').replace(/[^a-z0-9]/g, '');
}
