/**
 * What this device remembers without asking its database, so that a first visit need not
 * wait for it: the language, that a draft exists, that answers were sent. Where the browser
 * refuses storage nothing is remembered, and the page asks its database or starts anew.
 */
export interface Mark {
  read(): string | null;
  write(value: string): void;
  remove(): void;
}

function markIn(storage: () => Storage, key: string): Mark {
  const attempt = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch {
      return null;
    }
  };
  return {
    read: () => attempt(() => storage().getItem(key)),
    write: (value) => void attempt(() => storage().setItem(key, value)),
    remove: () => void attempt(() => storage().removeItem(key))
  };
}

/** The language chosen on this device, shared with the other pages. */
export const languageMark = markIn(() => localStorage, 'touchstone.language');
/** A draft of the link exists. */
export const draftMark = (token: string): Mark => markIn(() => localStorage, `touchstone.draft.${token}`);
/** The id of the response that this tab sent to the link. */
export const sentMark = (token: string): Mark => markIn(() => sessionStorage, `touchstone.sent.${token}`);
