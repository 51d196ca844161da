/** Runs in the page before its own scripts: watches for the first answer, and times what a tap brings about. */
export interface Probe {
  visible?: number;
  answered?: number;
  /** Beginning and length of every long task, in milliseconds. */
  tasks: [number, number][];
  /** Milliseconds until the page's DOM shows what the tap brings about, and until it is painted. */
  tap(question: string, value: string, target: string, expected: string | boolean): Promise<{ dom: number; painted: number }>;
}

declare global {
  interface Window {
    probe: Probe;
    /** The floor's answers. */
    model?: Record<string, string>;
    ready(at: string): void;
  }
}

export function watch([first, value]: [string, string]): void {
  const box = (question: string) => document.querySelector(`[data-question="${question}"]`);
  const input = (question: string, wanted: string) => {
    const found = box(question)?.querySelector<HTMLInputElement>(`input[value="${wanted}"]`);
    if (found) return found;
    const labels = [...(box(question)?.querySelectorAll('label') ?? [])];
    return labels.find((label) => label.textContent.trim() === wanted.replaceAll('_', ' '))?.querySelector('input') ?? null;
  };
  // Our page shows "Clear" and a marked option once its model has the answer; a checked box alone is the browser's doing.
  const taken = () => (window.model ? window.model[first] === value : box(first)?.querySelector('.clear, .checked') !== null);
  const probe: Probe = {
    tasks: [],
    tap(question, wanted, target, expected) {
      const holds = () => {
        const shown = box(target);
        if (typeof expected === 'string') return shown?.querySelector('output')?.textContent === expected;
        return (shown !== null && !(shown as HTMLElement).hidden) === expected;
      };
      return new Promise((resolve, reject) => {
        let dom = 0;
        const begin = performance.now();
        const check = () => {
          if (dom || !holds()) return;
          dom = performance.now() - begin;
          observer.disconnect();
          clearTimeout(patience);
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve({ dom, painted: performance.now() - begin });
            port2.postMessage(0);
          });
        };
        const observer = new MutationObserver(check);
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const patience = setTimeout(() => reject(new Error(`a tap on ${question} did not show ${target}`)), 10_000);
        input(question, wanted)?.click();
        check();
      });
    }
  };
  window.probe = probe;
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) probe.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  let since = -1;
  let sent = Infinity;
  addEventListener('touchend', () => (since = 0), { capture: true, passive: true });
  const look = () => {
    const label = input(first, value)?.closest('label');
    const place = label?.getBoundingClientRect();
    const x = place ? place.left + Math.min(place.width / 2, 20) : -1;
    const y = place ? place.top + place.height / 2 : -1;
    const there = document.elementFromPoint(x, y);
    const hit = label && there && (label.contains(there) || there.contains(label));
    // A tap that came before the page could take it is sent once more, and so is one that the browser lost on its way.
    const unheard = since < 0 && performance.now() - sent > 1_500;
    if (hit && (probe.visible === undefined || (since >= 0 && ++since > 6) || unheard)) {
      probe.visible ??= performance.now();
      since = -1;
      sent = performance.now();
      window.ready(JSON.stringify({ x, y }));
    }
    if (probe.visible !== undefined && taken()) probe.answered = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
