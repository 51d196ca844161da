/** Search in long lists of choices as people type: accents, case and order of the words do not matter. */

/** A text as it is compared: "Zürich HB" and "zurich hb" are the same. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('æ', 'ae').replaceAll('œ', 'oe').trim();
}

/** Labels made ready to be searched. */
export class SearchIndex<Item extends { label: string }> {
  readonly #folded: string[];

  constructor(private readonly items: readonly Item[]) {
    this.#folded = items.map(({ label }) => fold(label));
  }

  /**
   * The items whose label contains every word typed; first those that begin with the text, then those in which a word
   * begins with it, then the rest, each in the order of the list. All for a blank text.
   */
  find(typed: string): readonly Item[] {
    const whole = fold(typed);
    if (whole === '') return this.items;
    const words = whole.split(/\s+/);
    const ranks: Item[][] = [[], [], []];
    this.items.forEach((item, index) => {
      const label = this.#folded[index] ?? '';
      if (!words.every((word) => label.includes(word))) return;
      const rank = label.startsWith(whole) ? 0 : words.every((word) => startsWord(label, word)) ? 1 : 2;
      ranks[rank]?.push(item);
    });
    return ranks.flat();
  }
}

function startsWord(label: string, word: string): boolean {
  for (let at = label.indexOf(word); at >= 0; at = label.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(label[at - 1] ?? '')) return true;
  }
  return false;
}
