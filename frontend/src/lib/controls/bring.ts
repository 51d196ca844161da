/** Leading a person to a question, wherever it is folded away. */

/** How long to wait for a part of the page that is still being fetched or drawn, in milliseconds. */
const patience = 3_000;

/** What takes the focus for a question: never what is hidden from everybody. */
const focusable = ':is(input, textarea, select, button):not([tabindex="-1"], :disabled)';

/**
 * Opens the instances that the question lies in, scrolls to it and gives it the focus.
 * Nothing happens when it does not appear.
 */
export async function bringTo(root: HTMLElement, path: string): Promise<void> {
  for (let at = path.indexOf(']'); at >= 0; at = path.indexOf(']', at + 1)) {
    const card = await appears(root, `[data-instance="${CSS.escape(path.slice(0, at + 1))}"]`);
    const toggle = card?.querySelector<HTMLElement>('[data-toggle]');
    if (toggle?.ariaExpanded === 'false') toggle.click();
  }
  const question = await appears(root, `[data-question="${CSS.escape(path)}"]`);
  question?.querySelector<HTMLElement>(focusable)?.focus({ preventScroll: true });
  question?.scrollIntoView({ block: 'center' });
}

function appears(root: HTMLElement, selector: string): Promise<HTMLElement | undefined> {
  const found = () => root.querySelector<HTMLElement>(selector) ?? undefined;
  const now = found();
  if (now) return Promise.resolve(now);
  return new Promise((resolve) => {
    const finish = (element: HTMLElement | undefined) => {
      observer.disconnect();
      clearTimeout(timer);
      resolve(element);
    };
    const observer = new MutationObserver(() => {
      const element = found();
      if (element) finish(element);
    });
    const timer = setTimeout(() => finish(undefined), patience);
    observer.observe(root, { childList: true, subtree: true, attributeFilter: ['data-question'] });
  });
}

/** After a tap on an answer that is asked for quickly, the question below comes into the middle of the screen. */
export function leadOn(tapped: Element): void {
  if (!tapped.closest('[data-quick]')) return;
  let following = tapped.closest('.card, .block')?.nextElementSibling;
  while (following instanceof HTMLElement && following.hidden) following = following.nextElementSibling;
  if (following?.matches('.card, .block')) following.scrollIntoView({ block: 'center' });
}
