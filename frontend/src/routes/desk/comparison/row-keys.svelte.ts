import { pressed } from '$lib/ui/shortcuts.svelte';
import { innerWidth } from 'svelte/reactivity/window';
import { router } from '../routes';

/**
 * Keys of a page whose rows open a detail: j and k move among the rows as they stand, Escape
 * closes the detail and gives the focus back. The open row lives in a member of the address.
 */
export class RowKeys {
  /** What the rows lie in. */
  view = $state<HTMLElement>();

  constructor(
    private readonly member: string,
    /** Key of the open row; undefined when none is. */
    private readonly selected: () => string | undefined
  ) {}

  /** On narrow screens the detail lies over the list. */
  get covered(): boolean {
    return this.selected() !== undefined && (innerWidth.current ?? 0) < 1024;
  }

  readonly close = (): void => {
    const key = this.selected() ?? '';
    router.setSearch({ [this.member]: null });
    this.view?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)?.focus();
  };

  readonly press = (event: KeyboardEvent): void =>
    pressed(event, { j: () => this.#move(1), k: () => this.#move(-1), ...(this.selected() === undefined ? {} : { Escape: this.close }) });

  /** A picture groups its rows by scale, so the page itself says what comes next. */
  #move(step: 1 | -1): void {
    const openers = [...(this.view?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const current = this.selected() ?? document.activeElement?.getAttribute('data-row');
    const at = openers.findIndex((one) => one.dataset['row'] === current);
    const next = openers[at < 0 ? 0 : Math.min(openers.length - 1, Math.max(0, at + step))];
    if (!next) return;
    next.focus();
    next.scrollIntoView({ block: 'nearest' });
    if (this.selected() !== undefined) router.setSearch({ [this.member]: next.dataset['row'] });
  }
}
