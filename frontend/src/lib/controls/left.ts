import type { Field } from './form.svelte';

let pressed = false;
const note = (down: boolean) => () => (pressed = down);
if (typeof document !== 'undefined') {
  document.addEventListener('pointerdown', note(true), true);
  for (const end of ['pointerup', 'pointercancel']) document.addEventListener(end, note(false), true);
}

/**
 * Lets the mistake of a question be shown that was just left. Not before a tap that left it has done its work: the
 * message would push what is tapped from under the finger.
 */
export function left(field: Field): void {
  setTimeout(() => (pressed ? left(field) : field.inspect()), pressed ? 30 : 0);
}
