/** A question to the person that needs a yes before something is done. Shown by ConfirmDialog. */
export interface Confirmation {
  title: string;
  text: string;
  /** The word on the button that does it. */
  yes: string;
  /** The word on the button that does nothing; absent: cancel. */
  no?: string;
  /** It destroys something: the button says so by its colour. */
  danger?: boolean;
}

class Asking {
  current = $state<Confirmation>();
  #settle: ((yes: boolean) => void) | undefined;

  ask(question: Confirmation): Promise<boolean> {
    this.settle(false);
    this.current = question;
    return new Promise((resolve) => (this.#settle = resolve));
  }

  /** Answers the question; one that is no longer asked is left alone, since dialogs report their closing late. */
  settle(yes: boolean, question = this.current): void {
    if (question !== this.current) return;
    this.#settle?.(yes);
    this.#settle = undefined;
    this.current = undefined;
  }
}

export const asking = new Asking();

/** Asks and resolves to true for yes, false for anything else. Needs one ConfirmDialog on the page. */
export const confirm = (question: Confirmation): Promise<boolean> => asking.ask(question);
