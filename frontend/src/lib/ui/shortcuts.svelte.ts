const key = 'touchstone.shortcuts';

function stored(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}

/** Whether single letters work as keys on this device; people who dictate need them off (WCAG 2.1.4). */
class Shortcuts {
  #on = $state(stored());

  get on(): boolean {
    return this.#on;
  }

  set on(next: boolean) {
    this.#on = next;
    try {
      localStorage.setItem(key, next ? 'on' : 'off');
    } catch {
      // Without storage it holds for this visit.
    }
  }
}

export const shortcuts = new Shortcuts();

const typing = 'input:not([type="checkbox"], [type="radio"]), textarea, select, dialog, [role="application"]';

/**
 * Calls what belongs to the pressed key, unless a modifier is held or a dialog is open.
 * Escape works everywhere; other keys not while the person is typing, and letters only
 * while shortcuts are on. For `<svelte:window onkeydown={(event) => pressed(event, {...})} />`.
 */
export function pressed(event: KeyboardEvent, keys: Readonly<Record<string, () => void>>): void {
  const work = keys[event.key];
  const { target } = event;
  if (!work || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.key.length === 1 && !shortcuts.on) return;
  if (event.key !== 'Escape' && target instanceof HTMLElement) {
    if (target.isContentEditable || target.closest(typing)) return;
    if (event.key === 'Enter' && target.closest('button, a, summary')) return;
  }
  event.preventDefault();
  work();
}
