/** What the controls for sound and film share: recording into an answer, and taking a file. */
import { playLength, endingOf } from './playback';
import { bareType, type Medium, Refused } from './medium.svelte';
import { t } from './messages-media';
import { type Obstacle, type Recorder, type RecordingWishes, Unavailable } from './recorder.svelte';

function words(obstacle: Obstacle, kind: 'audio' | 'video'): string {
  const sound = kind === 'audio';
  if (obstacle === 'denied') return sound ? t.microphoneDenied : t.cameraDenied;
  if (obstacle === 'absent') return sound ? t.microphoneAbsent : t.cameraAbsent;
  return obstacle === 'inUse' ? t.inUse : t.cannotRecord;
}

/** Records and makes the recording the answer. */
export function recordInto(medium: Medium, recorder: Recorder, kind: 'audio' | 'video', wishes: RecordingWishes): Promise<void> {
  return medium.attempt(async () => {
    const recorded = await recorder.record(wishes).catch((reason: unknown) => {
      if (!(reason instanceof Unavailable)) throw reason;
      console.info(reason.message, reason.cause);
      throw new Refused(() => words(reason.obstacle, kind));
    });
    if (recorded) await medium.keep(recorded, endingOf(bareType(recorded.type)));
  });
}

/** Makes a chosen file the answer, unless it is of another kind, too large or too long. */
export function takeRecording(medium: Medium, kind: 'audio' | 'video', file: File): Promise<void> {
  return medium.attempt(async () => {
    const type = bareType(file.type);
    if (!type.startsWith(`${kind}/`)) throw new Refused(() => t.wrongKind);
    medium.check(file);
    const { maxSeconds } = medium;
    const seconds = maxSeconds < Infinity ? await playLength(file, kind) : 0;
    // Half a second of grace: cameras stop late.
    if (seconds > maxSeconds + 0.5) throw new Refused(() => t.tooLong(seconds, maxSeconds));
    await medium.keep(file, endingOf(type));
  });
}
