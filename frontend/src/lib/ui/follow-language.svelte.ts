import { language } from './language.svelte';

/** Keeps the document's language in step with the choice; call once per page, before mounting. */
export function followLanguage(): () => void {
  return $effect.root(() => {
    $effect(() => {
      document.documentElement.lang = language.current;
    });
  });
}
