/**
 * Keeps the shell (pages, scripts, styles, icons) on the device so that every entry opens
 * without network. API data never enters this cache: what people need offline is kept by
 * the pages themselves in IndexedDB. A new version waits until the pages of the old one are
 * closed or a page asks for it ('activate'), so an update never pulls files from under a draft.
 */
/// <reference lib="webworker" />
declare const self: ServiceWorkerGlobalScope;
declare const __SHELL__: string[];
declare const __VERSION__: string;

const prefix = 'touchstone-shell-';
const cacheName = prefix + __VERSION__;
const shell = new Set(__SHELL__);

/** How long a customer's page may wait for the network before the kept shell is shown, in milliseconds. */
const patience = 3_000;

self.addEventListener('install', (event) => {
  // Hashed files may come from the browser's cache; pages are asked for anew.
  const requests = __SHELL__.map((path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' }));
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(requests)));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    const page = pageOf(url.pathname);
    if (page) event.respondWith(page === '/answer.html' ? networkFirst(request, page) : shellFirst(page, request));
  } else if (shell.has(url.pathname)) {
    event.respondWith(shellFirst(url.pathname, request));
  }
});

/** The entry that serves a path; undefined when the path is none of ours. */
function pageOf(path: string): string | undefined {
  if (path.startsWith('/a/')) return '/answer.html';
  if (path === '/field' || path.startsWith('/field/')) return '/field.html';
  if (path === '/desk' || path.startsWith('/desk/')) return '/desk.html';
  return undefined;
}

async function kept(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheName);
  return cache.match(path);
}

async function shellFirst(path: string, request: Request): Promise<Response> {
  return (await kept(path)) ?? fetch(request);
}

/** The customer's page carries its link's questionnaire when it comes from the server, so the network goes first. */
async function networkFirst(request: Request, path: string): Promise<Response> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(request.url, { signal: stop.signal, credentials: 'same-origin' });
    if (answer.status < 500) return answer;
    return (await kept(path)) ?? answer;
  } catch (thrown) {
    const page = await kept(path);
    if (page) return page;
    if (stop.signal.aborted) return fetch(request);
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

export {};
