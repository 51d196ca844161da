/**
 * How long a person is at each question, for questionnaires that ask for it. The time at a
 * question runs from when it was turned to until another is, while the page is seen; of a
 * stretch without any sign of the person only the first five minutes count.
 */
import { untrack } from 'svelte';
import type { Definition, Question } from '$lib/engine';

/** Seconds by the path of the question, and how often the page was left or nothing done for long. */
export interface Spent {
  questions: Record<string, number>;
  pauses?: number;
}

/** A question where it stands now; its path may shift. */
interface Place {
  readonly path: string;
}

/** What it needs to know of a form. */
export interface Places {
  field(path: string): Place;
  /** False also where a path leads nowhere. */
  relevant(path: string): boolean;
}

/** After so many milliseconds without a sign nobody is there. */
export const patience = 300_000;

/** A timing that follows what happens on the page, until it ends. */
export interface Clock {
  spent(): Spent;
  end(): void;
}

/** Begins to measure, where the definition asks for the time at its questions. */
export function clockOf(form: Places & { definition: Definition }, earlier?: Spent): Clock | undefined {
  if (!isTimed(form.definition)) return undefined;
  const timing = new Timing(form, () => performance.now(), earlier);
  const end = watch(timing);
  return { end, spent: () => untrack(() => timing.spent()) };
}

/** Whether a definition asks for the time at its questions. */
export function isTimed({ body }: Definition): boolean {
  const asks = ({ type, body: inside }: Question): boolean => type === 'audit' || (inside?.some(asks) ?? false);
  return body.some(asks);
}

export class Timing {
  /** Milliseconds. */
  readonly #spent = new Map<Place, number>();
  #pauses: number;
  #place: Place | undefined;
  /** When the person last showed; undefined while the page is not seen. */
  #since: number | undefined;

  /** `now` gives milliseconds that never go back; `earlier` is what was spent in sittings before. */
  constructor(
    private readonly form: Places,
    private readonly now: () => number,
    earlier: Spent = { questions: {} }
  ) {
    this.#pauses = earlier.pauses ?? 0;
    for (const [path, seconds] of Object.entries(earlier.questions)) if (form.relevant(path)) this.#spent.set(form.field(path), seconds * 1000);
  }

  /** The person is at a question: it has the focus, was touched, or is the only one on its page. */
  at(path: string): void {
    this.seen();
    if (this.form.relevant(path)) this.#place = this.form.field(path);
  }

  /** A sign of the person, wherever. */
  seen(): void {
    const now = this.now();
    const span = now - (this.#since ?? now);
    this.#since = now;
    if (span > patience) this.#pauses++;
    if (this.#place) this.#spent.set(this.#place, (this.#spent.get(this.#place) ?? 0) + Math.min(span, patience));
  }

  /** The page is no longer seen. */
  leave(): void {
    if (this.#since === undefined) return;
    this.seen();
    this.#since = undefined;
    this.#pauses++;
  }

  /** What was spent until now at the questions that are relevant, in seconds with one decimal. */
  spent(): Spent {
    if (this.#since !== undefined) this.seen();
    const questions: Record<string, number> = {};
    for (const [place, time] of this.#spent) {
      const { path } = place;
      if (this.form.relevant(path) && this.form.field(path) === place) questions[path] = Math.round(time / 100) / 10;
    }
    return { questions, ...(this.#pauses ? { pauses: this.#pauses } : {}) };
  }
}

const signs = ['focusin', 'pointerdown', 'keydown', 'input', 'scroll'] as const;

/** Tells a timing what the person does on the page, until the returned function is called. */
function watch(timing: Timing, page: Document = document): () => void {
  const sign = ({ target }: { target: EventTarget | null }) => {
    const shown = page.querySelectorAll<HTMLElement>('[data-question]');
    const question = (target instanceof Element && target.closest<HTMLElement>('[data-question]')) || (shown.length === 1 ? shown[0] : undefined);
    const path = question?.dataset['question'];
    if (path) timing.at(path);
    else timing.seen();
  };
  const turn = () => (page.visibilityState === 'hidden' ? timing.leave() : sign({ target: page.activeElement }));
  for (const kind of signs) page.addEventListener(kind, sign, { capture: true, passive: true });
  page.addEventListener('visibilitychange', turn);
  turn();
  return () => {
    for (const kind of signs) page.removeEventListener(kind, sign, { capture: true });
    page.removeEventListener('visibilitychange', turn);
    timing.leave();
  };
}
