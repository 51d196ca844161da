/** Seconds during which a page was open and seen, over several sittings. */
export class Stopwatch {
  #before: number;
  #since: number | undefined;
  readonly #turn = () => (document.visibilityState === 'hidden' ? this.#pause() : this.#go());

  /** `earlier` are the seconds of the sittings before. */
  constructor(earlier = 0) {
    this.#before = earlier * 1000;
    document.addEventListener('visibilitychange', this.#turn);
    this.#turn();
  }

  get seconds(): number {
    return Math.round((this.#before + (this.#since === undefined ? 0 : performance.now() - this.#since)) / 1000);
  }

  end(): void {
    this.#pause();
    document.removeEventListener('visibilitychange', this.#turn);
  }

  #go(): void {
    this.#since ??= performance.now();
  }

  #pause(): void {
    if (this.#since !== undefined) this.#before += performance.now() - this.#since;
    this.#since = undefined;
  }
}
