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

/**
 * Calls what belongs to the pressed key, unless the person is typing, a dialog is open, a
 * modifier is held or shortcuts are off. For `<svelte:window onkeydown={(event) => pressed(event, {...})} />`.
 */
export function pressed(event: KeyboardEvent, keys: Readonly<Record<string, () => void>>): void {
  const work = keys[event.key];
  const { target } = event;
  if (!work || !shortcuts.on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (target instanceof HTMLElement && (target.isContentEditable || target.closest('input:not([type="checkbox"], [type="radio"]), textarea, select, dialog, [role="application"]'))) return;
  if (event.key === 'Enter' && target instanceof HTMLElement && target.closest('button, a, summary')) return;
  if (document.querySelector('dialog[open]')) return;
  event.preventDefault();
  work();
}
