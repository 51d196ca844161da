import { router } from './routes';

/**
 * Where a shopper is in a report, as the page's address tells it, so that the browser's Back
 * leads from a section to where it was opened: the overview, or the check before sending.
 */
export class Walk {
  /** This page put the entries above the overview into the history itself. */
  #above = false;

  /** The key of the section shown; '' otherwise. */
  readonly section: string = $derived(router.search.get('section') ?? '');
  /** The check before sending is shown, or the section was opened from there. */
  readonly checking: boolean = $derived(router.search.has('check'));
  /** What is shown of the visit instead of the questions; '' otherwise. */
  readonly part: '' | 'obstacle' | 'expenses' = $derived(partOf(router.search.get('part')));
  /** Changes whenever something else is shown. */
  readonly view: string = $derived(this.section || (this.part ? `?${this.part}` : this.checking ? '?' : ''));

  open(section: string): void {
    this.#above = true;
    router.setSearch({ section }, { push: true });
  }

  look(part: 'obstacle' | 'expenses'): void {
    this.#above = true;
    router.setSearch({ part }, { push: true });
  }

  /** From one section to the next: Back still leads to the overview. */
  next(section: string): void {
    router.setSearch({ section });
  }

  check(): void {
    this.#above = true;
    router.setSearch({ check: true }, { push: true });
  }

  /** From the last section to the check before sending: Back still leads to the overview. */
  finish(): void {
    router.setSearch({ section: null, check: true });
  }

  /** To the overview, or to the check when the section was opened from there. */
  back(): void {
    if (this.#above) history.back();
    else router.setSearch(this.section ? { section: null } : this.part ? { part: null } : { check: null });
  }
}

const partOf = (name: string | null) => (name === 'obstacle' || name === 'expenses' ? name : '');
