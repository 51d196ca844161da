/** How a mark is drawn: the verdict it stands for. `plain` is a mark without a verdict. */
export type Tone = 'improved' | 'worsened' | 'unchanged' | 'undecided' | 'plain';

/** An estimate with its interval, in data units. */
export interface Estimate {
  estimate: number;
  interval: readonly [number, number] | null;
}
