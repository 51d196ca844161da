/** Recording sound or film in the page, by the browser's MediaRecorder. */

/** Why a camera or microphone cannot be used. */
export type Obstacle = 'denied' | 'absent' | 'inUse' | 'unsupported';

export class Unavailable extends Error {
  constructor(
    readonly obstacle: Obstacle,
    options?: ErrorOptions
  ) {
    super(`camera or microphone: ${obstacle}`, options);
  }
}

/** Opens camera or microphone; rejects with Unavailable. */
export async function openStream(wishes: MediaStreamConstraints): Promise<MediaStream> {
  // Browsers hide the devices from pages that came without encryption, and some kinds of web view have none.
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (!devices) throw new Unavailable('unsupported');
  try {
    return await devices.getUserMedia(wishes);
  } catch (reason) {
    const name = reason instanceof DOMException ? reason.name : '';
    const obstacle = ({ NotAllowedError: 'denied', SecurityError: 'denied', NotFoundError: 'absent', OverconstrainedError: 'absent', NotReadableError: 'inUse', AbortError: 'inUse' } as const)[name];
    throw new Unavailable(obstacle ?? 'unsupported', { cause: reason });
  }
}

export const closeStream = (stream: MediaStream | undefined): void => stream?.getTracks().forEach((track) => track.stop());

export interface RecordingWishes {
  stream: MediaStreamConstraints;
  /** Media types, the best first; the browser's own choice where it knows none. */
  types: readonly string[];
  /** Bits per second. */
  audioBits: number;
  videoBits?: number;
  maxSeconds: number;
  /** Bytes. */
  maxSize: number;
}

/** How often time and level are read, in milliseconds. */
const beat = 100;
/** How often the recording hands over what it has, in milliseconds. */
const portion = 1000;

export class Recorder {
  phase = $state<'idle' | 'asking' | 'recording' | 'paused'>('idle');
  /** Recorded so far, pauses left out. */
  seconds = $state(0);
  /** Loudness now, from 0 to 1. */
  level = $state(0);
  /** What the camera sees. */
  stream = $state.raw<MediaStream>();
  /** Whether the last recording ended because it reached a limit. */
  full = $state(false);
  #recorder: MediaRecorder | undefined;
  #discarded = false;

  static get supported(): boolean {
    return typeof MediaRecorder !== 'undefined' && Boolean((navigator.mediaDevices as MediaDevices | undefined)?.getUserMedia);
  }

  /** Records until it is stopped or reaches a limit; undefined when it was discarded. Rejects with Unavailable. */
  async record({ stream: wishes, types, audioBits, videoBits, maxSeconds, maxSize }: RecordingWishes): Promise<Blob | undefined> {
    if (!Recorder.supported) throw new Unavailable('unsupported');
    this.phase = 'asking';
    this.full = this.#discarded = false;
    this.seconds = 0;
    let stopListening: (() => void) | undefined;
    let awake: WakeLockSentinel | undefined;
    try {
      const stream = await openStream(wishes);
      this.stream = stream;
      if (this.#discarded) return undefined;
      const mimeType = types.find((type) => MediaRecorder.isTypeSupported(type));
      const recorder = new MediaRecorder(stream, {
        ...(mimeType ? { mimeType } : {}),
        audioBitsPerSecond: audioBits,
        ...(videoBits ? { videoBitsPerSecond: videoBits } : {})
      });
      this.#recorder = recorder;
      const parts: Blob[] = [];
      let size = 0;
      let last = performance.now();
      const room = maxSize - (2 * portion * (audioBits + (videoBits ?? 0))) / 8000;
      const listen = levelOf(stream);
      const timer = setInterval(() => {
        const now = performance.now();
        if (this.phase === 'recording') this.seconds += (now - last) / 1000;
        last = now;
        this.level = this.phase === 'recording' ? listen.level() : 0;
        if (this.seconds >= maxSeconds || size >= room) {
          this.full = true;
          this.stop();
        }
      }, beat);
      stopListening = () => {
        clearInterval(timer);
        listen.end();
      };
      const ended = new Promise<void>((resolve, reject) => {
        recorder.onstop = () => resolve();
        recorder.onerror = (event) => reject(new Unavailable('inUse', { cause: event }));
      });
      recorder.ondataavailable = ({ data }) => {
        parts.push(data);
        size += data.size;
      };
      recorder.start(portion);
      this.phase = 'recording';
      awake = await stayAwake();
      await ended;
      return this.#discarded ? undefined : new Blob(parts, { type: recorder.mimeType || mimeType || '' });
    } finally {
      stopListening?.();
      void awake?.release();
      closeStream(this.stream);
      this.stream = undefined;
      this.#recorder = undefined;
      this.level = 0;
      this.phase = 'idle';
    }
  }

  pause(): void {
    if (this.phase !== 'recording') return;
    this.#recorder?.pause();
    this.phase = 'paused';
  }

  resume(): void {
    if (this.phase !== 'paused') return;
    this.#recorder?.resume();
    this.phase = 'recording';
  }

  stop(): void {
    if (this.#recorder && this.#recorder.state !== 'inactive') this.#recorder.stop();
    else this.#discarded = true;
  }

  discard(): void {
    this.#discarded = true;
    this.stop();
  }
}

/** Keeps the screen on, as a phone that locks itself stops recording; undefined where the browser cannot or may not. */
async function stayAwake(): Promise<WakeLockSentinel | undefined> {
  const { wakeLock } = navigator as Partial<Navigator>;
  return wakeLock?.request('screen').catch(() => undefined);
}

/** Follows the loudness of a stream; a silent zero where the browser cannot tell. */
function levelOf(stream: MediaStream): { level: () => number; end: () => void } {
  if (typeof AudioContext === 'undefined' || stream.getAudioTracks().length === 0) return { level: () => 0, end: () => undefined };
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // From -60 dB, a quiet room, to full scale.
      return power > 0 ? Math.min(1, Math.max(0, 1 + (10 * Math.log10(power)) / 60)) : 0;
    },
    end: () => void context.close()
  };
}
