import { tick } from 'svelte';

type Names<Pattern extends string> = Pattern extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<`/${Rest}`>
  : Pattern extends `${string}:${infer Name}`
    ? Name
    : never;

/** The parameters of a pattern: those of `/projects/:project/waves` are `{project: string}`. */
export type Parameters<Pattern extends string> = Record<Names<Pattern>, string>;

type Patterns = Record<string, string>;

/** Where the page is: a route's name with its parameters, or 'unknown' for an address no route has. */
export type Place<Routes extends Patterns> =
  | { [Name in keyof Routes & string]: { name: Name; parameters: Parameters<Routes[Name]> } }[keyof Routes & string]
  | { name: 'unknown'; parameters: Record<never, string> };

type Member = string | number | boolean;
/** A list stands for a member that occurs several times; '' in it is a value like any other. */
type Search = Record<string, Member | readonly Member[] | null | undefined>;

function segments(path: string): string[] {
  return path.split('/').filter(Boolean);
}

/** Compares a path with a pattern; the decoded parameters, or undefined when it does not fit. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = segments(pattern);
  const given = segments(path);
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? '';
    if (part.startsWith(':')) {
      try {
        parameters[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return undefined;
      }
    } else if (part !== value) return undefined;
  }
  return parameters;
}

/**
 * Routes of one entry below a base path, on the browser's history. Links are ordinary
 * `<a href={router.href(...)}>`; clicks on them are taken over by `start`. Filters live in
 * the URL's search (`router.search`, `setSearch`). After a change of path the page's h1
 * takes the focus, so that screen readers and keyboards start at the top.
 */
export class Router<const Routes extends Patterns> {
  #url = $state.raw(new URL(typeof location === 'undefined' ? 'http://localhost/' : location.href));
  readonly #base: string;
  readonly #routes: Routes;

  constructor(base: string, routes: Routes) {
    this.#base = base;
    this.#routes = routes;
  }

  readonly place: Place<Routes> = $derived.by(() => this.#find(this.#url.pathname));
  readonly search: URLSearchParams = $derived(this.#url.searchParams);
  readonly hash: string = $derived(this.#url.hash.slice(1));

  #find(path: string): Place<Routes> {
    const inside = path === this.#base || path.startsWith(this.#base + '/');
    const rest = path.slice(this.#base.length);
    for (const [name, pattern] of inside ? Object.entries(this.#routes) : []) {
      const parameters = match(pattern, rest);
      if (parameters) return { name, parameters } as Place<Routes>;
    }
    return { name: 'unknown', parameters: {} };
  }

  /** The address of a route. Search members that are null, undefined or '' are left out. */
  href<Name extends keyof Routes & string>(
    name: Name,
    ...[parameters, search]: Names<Routes[Name]> extends never
      ? [parameters?: Record<never, string>, search?: Search]
      : [parameters: Parameters<Routes[Name]>, search?: Search]
  ): string {
    const values: Partial<Record<string, string>> = parameters ?? {};
    const path = segments(this.#routes[name] ?? '')
      .map((part) => (part.startsWith(':') ? encodeURIComponent(values[part.slice(1)] ?? '') : part))
      .join('/');
    return `${this.#base}/${path}${searchText(search ?? {})}`;
  }

  /** Goes to an address made by href. */
  async go(address: string, { replace = false } = {}): Promise<void> {
    const before = this.#url;
    const next = new URL(address, before);
    if (replace) history.replaceState(null, '', next);
    else if (next.href !== before.href) history.pushState(null, '', next);
    this.#url = next;
    if (next.pathname !== before.pathname) await this.#arrive();
  }

  /** Changes members of the URL's search; null (or an empty list) takes one out. Replaces the history entry unless told to push. */
  setSearch(change: Search, { push = false } = {}): void {
    const next = new URL(this.#url);
    for (const [key, value] of Object.entries(change)) write(next.searchParams, key, value);
    history[push ? 'pushState' : 'replaceState'](null, '', next);
    this.#url = next;
  }

  /** Takes over clicks on links below the base, and the back button. Returns how to stop. */
  start(): () => void {
    const click = (event: MouseEvent) => {
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      if (event.defaultPrevented || !plain || !link?.href || link.target || link.hasAttribute('download')) return;
      const to = new URL(link.href);
      const ours = to.origin === location.origin && (to.pathname === this.#base || to.pathname.startsWith(this.#base + '/'));
      const jump = to.pathname === this.#url.pathname && to.search === this.#url.search && to.hash !== '';
      if (!ours || jump) return;
      event.preventDefault();
      void this.go(to.href);
    };
    const back = () => {
      const before = this.#url;
      this.#url = new URL(location.href);
      if (this.#url.pathname !== before.pathname) void this.#arrive(false);
    };
    document.addEventListener('click', click);
    addEventListener('popstate', back);
    return () => {
      document.removeEventListener('click', click);
      removeEventListener('popstate', back);
    };
  }

  /** The page that was gone to had no heading yet when it was arrived at. */
  #owed = false;

  async #arrive(top = true): Promise<void> {
    await tick();
    if (top) scrollTo(0, 0);
    this.#owed = !focusHeading();
  }

  /** What was fetched for the page is there: its heading takes the focus if nothing else has it by now. */
  async settle(): Promise<void> {
    if (!this.#owed) return;
    await tick();
    const { activeElement } = document;
    if (activeElement && activeElement !== document.body) this.#owed = false;
    else this.#owed = !focusHeading();
  }
}

/** Whether there was a heading. */
function focusHeading(): boolean {
  const heading = document.querySelector<HTMLElement>('main h1, h1');
  if (!heading) return false;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  return true;
}

function write(into: URLSearchParams, key: string, value: Search[string]): void {
  into.delete(key);
  if (Array.isArray(value)) for (const one of value as readonly Member[]) into.append(key, String(one));
  else if (value !== null && value !== undefined && value !== '') into.set(key, String(value));
}

function searchText(search: Search): string {
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) write(kept, key, value);
  const text = kept.toString();
  return text && '?' + text;
}
