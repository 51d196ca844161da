/** A question to the person that needs a yes before something is done. Shown by ConfirmDialog. */
export interface Confirmation {
  title: string;
  text: string;
  /** The word on the button that does it. */
  yes: string;
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

  settle(yes: boolean): void {
    this.#settle?.(yes);
    this.#settle = undefined;
    this.current = undefined;
  }
}

export const asking = new Asking();

/** Asks and resolves to true for yes, false for anything else. Needs one ConfirmDialog on the page. */
export const confirm = (question: Confirmation): Promise<boolean> => asking.ask(question);
