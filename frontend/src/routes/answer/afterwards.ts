/**
 * What is not needed to show and answer the first question: storage, sending, and what the
 * page says at the end. It is loaded right after the first question is on the screen.
 */
export { Device } from '$lib/offline/device.svelte';
export { clockOf } from '$lib/controls/timing';
export { enqueue } from '$lib/offline/outbox';
export { holdPlace } from '$lib/offline/place-lock';
export { shell } from '$lib/ui/install.svelte';
export { Belongings } from './belongings';
export { contentOf } from './content';
export { discard } from './discarding';
export { Keeping } from './keeping';
export { copyOf, openLink } from './opening';
export { default as ConfirmDialog } from '$lib/ui/ConfirmDialog.svelte';
export { default as Ending } from './Ending.svelte';
export { default as ToastRegion } from '$lib/ui/ToastRegion.svelte';
