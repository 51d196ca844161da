import { readAttachment } from '$lib/client/response-list';
import type { Problem } from '$lib/client/problem';
import { Loaded } from '../loaded.svelte';

/** A file of a response. */
export interface PictureRef {
  response: string;
  /** SHA-256 of the content. */
  attachment: string;
}

/** A picture with an address to show it by, fetched with the sign-in. Make it while a component is being set up. */
export class Picture {
  address = $state('');
  readonly #content: Loaded<Blob>;

  constructor(project: string, which: () => PictureRef) {
    this.#content = new Loaded((signal) => {
      const { response, attachment } = which();
      return readAttachment(project, response, attachment, signal);
    });
    $effect(() => {
      if (!this.#content.value) return;
      const made = URL.createObjectURL(this.#content.value);
      this.address = made;
      return () => URL.revokeObjectURL(made);
    });
  }

  get problem(): Problem | undefined {
    return this.#content.problem;
  }
}
