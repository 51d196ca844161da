export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const choiceKey = 'touchstone.theme';

class Appearance {
  #current = $state<Theme>('system');

  get current(): Theme {
    return this.#current;
  }

  /** Remembered on this device; 'system' follows the system again. */
  set current(next: Theme) {
    this.#current = next;
    apply(next);
    try {
      if (next === 'system') localStorage.removeItem(choiceKey);
      else localStorage.setItem(choiceKey, next);
    } catch {
      // A browser that refuses storage still switches for this visit.
    }
  }

  /** Applies the remembered choice; call once before the page is mounted. */
  restore(): void {
    try {
      const stored = themes.find((theme) => theme === localStorage.getItem(choiceKey));
      if (stored) apply((this.#current = stored));
    } catch {
      // Without storage the system decides.
    }
  }
}

function apply(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

export const appearance = new Appearance();
