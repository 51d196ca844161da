/** Pictures and sounds of labels and choices, fetched where a definition has some. */
export const labelMedia = () => import('./LabelMedia.svelte');
