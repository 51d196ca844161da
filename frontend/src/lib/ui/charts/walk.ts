const steps: Partial<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrows lead from the mark with the focus to the next one; Home and End to the first and last. */
export function walk(event: KeyboardEvent): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof Element) || !(currentTarget instanceof Element) || event.ctrlKey || event.metaKey || event.altKey) return;
  const marks = [...currentTarget.querySelectorAll<HTMLElement | SVGElement>('[data-mark]')];
  const at = marks.findIndex((mark) => mark === target);
  if (at < 0) return;
  const step = steps[key];
  const next = step ? marks[Math.min(marks.length - 1, Math.max(0, at + step))] : key === 'Home' ? marks[0] : key === 'End' ? marks.at(-1) : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
}
