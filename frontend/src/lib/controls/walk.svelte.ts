import type { FormState } from './form.svelte';
import { isAsked, type Page, pagesOf, relevantIn, shows } from './pages';

/**
 * The way through a questionnaire, page by page. Pages without a relevant question are left
 * out; where the person is stays put when pages before it come or go.
 */
export class Walk {
  readonly #all: readonly Page[];
  readonly #together: readonly Page[] | undefined;
  #key = $state('');

  constructor(
    readonly form: FormState,
    key?: string
  ) {
    const pages = pagesOf(form.definition);
    this.#together = form.definition.pages === 'all' ? pages : undefined;
    this.#all = this.#together ? whole(pages) : pages;
    this.#key = this.#all.find((page) => page.key === key)?.key ?? this.pages[0]?.key ?? '';
  }

  /** The pages that have something to show now. */
  readonly pages: readonly Page[] = $derived.by(() => this.#all.filter((page) => page.questions.some((question) => shows(question, this.form))));

  /** Position among the pages; when the page itself has gone, that of the one after it. */
  readonly index: number = $derived.by(() => {
    const exact = this.pages.findIndex((page) => page.key === this.#key);
    if (exact >= 0) return exact;
    const place = this.#all.findIndex((page) => page.key === this.#key);
    const later = this.pages.findIndex((page) => this.#all.indexOf(page) > place);
    return later >= 0 ? later : Math.max(0, this.pages.length - 1);
  });

  readonly page: Page | undefined = $derived(this.pages[this.index]);
  /** What the page shows, by section: itself, or with everything on one page all the sections. */
  readonly parts: readonly Page[] = $derived.by(() => this.#together ?? (this.page ? [this.page] : []));
  readonly first: boolean = $derived(this.index === 0);
  readonly last: boolean = $derived(this.index >= this.pages.length - 1);

  get key(): string {
    return this.page?.key ?? '';
  }

  back(): void {
    this.#key = this.pages[this.index - 1]?.key ?? this.#key;
  }

  /** Goes on when the page has no mistakes; gives the paths of the questions that have. */
  next(): string[] {
    const wrong = this.inspect(this.page);
    if (wrong.length === 0) this.#key = this.pages[this.index + 1]?.key ?? this.#key;
    return wrong;
  }

  /** Looks over all pages before sending and goes to the first that has a mistake; gives the paths of its questions. */
  check(): string[] {
    for (const page of this.pages) {
      const wrong = this.inspect(page);
      if (wrong.length === 0) continue;
      this.#key = page.key;
      return wrong;
    }
    return [];
  }

  /** Goes to the page that has the question, if any. */
  goTo(path: string): void {
    const page = this.pages.find((one) => this.#within(one).some((found) => found.path === path));
    if (page) this.#key = page.key;
  }

  inspect(page: Page | undefined): string[] {
    return this.#within(page)
      .map(({ path }) => this.form.field(path))
      .filter((field) => {
        field.inspect();
        return !field.valid;
      })
      .map((field) => field.path);
  }

  #within(page: Page | undefined) {
    return [...relevantIn(page?.questions ?? [], this.form)];
  }

  /** Whether a page asks exactly one question, which an answer by tap completes. */
  get single(): string | undefined {
    const asked = (this.page?.questions ?? []).filter((question) => isAsked(question) && this.form.relevant(question.name));
    return this.page?.questions.length === 1 ? asked[0]?.name : undefined;
  }
}

/** All pages on one. */
function whole(pages: readonly Page[]): Page[] {
  const [first] = pages;
  return first ? [{ key: first.key, section: undefined, questions: pages.flatMap((page) => page.questions) }] : [];
}
