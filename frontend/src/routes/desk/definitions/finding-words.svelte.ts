import { language } from '$lib/ui/language.svelte';

let translate = $state.raw<(message: string) => string>();
let asked = false;

/** German comes when it is first needed; whoever shows a message shows it anew then. */
async function fetchGerman(): Promise<void> {
  asked = true;
  try {
    translate = (await import('./in-german')).inGerman;
  } catch (reason) {
    console.warn('What was found is shown in English:', reason);
    asked = false;
  }
}

/** What the server finds in a definition, in the language of the page. */
export function wordsOf(message: string): string {
  if (language.current !== 'de') return message;
  if (!asked) void fetchGerman();
  return translate?.(message) ?? message;
}
