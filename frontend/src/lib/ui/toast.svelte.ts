/** A short message at the foot of the page, shown by Toasts; with undo it stays longer. */
export interface Toast {
  id: number;
  text: string;
  undo?: () => void;
}

/** How long a toast stays, in milliseconds; long enough to read and to reach undo. */
const stay = { plain: 5_000, undo: 10_000 };

class Toasts {
  current = $state<Toast[]>([]);
  #last = 0;
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  show(text: string, undo?: () => void): void {
    const id = ++this.#last;
    this.current.push(undo ? { id, text, undo } : { id, text });
    this.resume(id);
  }

  /** Stops the clock while a person points at or focuses the toast. */
  hold(id: number): void {
    clearTimeout(this.#timers.get(id));
  }

  resume(id: number): void {
    const toast = this.current.find((one) => one.id === id);
    if (!toast) return;
    this.hold(id);
    this.#timers.set(
      id,
      setTimeout(() => this.dismiss(id), toast.undo ? stay.undo : stay.plain)
    );
  }

  dismiss(id: number): void {
    this.hold(id);
    this.#timers.delete(id);
    this.current = this.current.filter((toast) => toast.id !== id);
  }
}

export const toasts = new Toasts();

/** Says that something was done; `undo` takes it back. Needs one ToastRegion on the page. */
export const toast = (text: string, undo?: () => void): void => toasts.show(text, undo);
