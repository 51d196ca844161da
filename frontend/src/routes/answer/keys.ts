/** Digits choose answers: by the number an option shows, else by its place in the list. */

/** A second digit within so many milliseconds makes one number of two, for the 10 of a 0 to 10 scale. */
const together = 1_000;

export class DigitKeys {
  #typed = '';
  #at = -Infinity;

  /** The option for a digit; undefined when there is none. */
  optionFor(digit: string, options: readonly HTMLInputElement[], now: number): HTMLInputElement | undefined {
    const both = now - this.#at < together ? this.#typed + digit : digit;
    const found = find(both, options) ?? find(digit, options);
    this.#typed = digit;
    this.#at = now;
    return found;
  }
}

function find(typed: string, options: readonly HTMLInputElement[]): HTMLInputElement | undefined {
  const shown = options.filter((option) => option.dataset['key'] !== undefined);
  if (shown.length) return shown.find((option) => option.dataset['key'] === typed);
  return options[Number(typed) - 1];
}
