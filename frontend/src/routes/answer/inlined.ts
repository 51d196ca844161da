import type { OpenLink } from '$lib/client/link';

/** The token in the page's address, /a/TOKEN. */
export const tokenOf = (path: string): string => {
  try {
    return decodeURIComponent(path.split('/')[2] ?? '');
  } catch {
    return '';
  }
};

/** The link's data when the server has put it into the page; a page that was damaged on its way asks the server instead. */
export function inlined(token: string): OpenLink | undefined {
  const text = document.getElementById('link')?.textContent;
  if (!text) return undefined;
  try {
    const open = JSON.parse(text) as OpenLink;
    return open.link.id === token ? open : undefined;
  } catch (reason) {
    console.warn('The questionnaire in the page cannot be read:', reason);
    return undefined;
  }
}
