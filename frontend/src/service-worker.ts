/**
 * Keeps the shell (pages, scripts, styles, icons) on the device so that every entry that was
 * opened once opens again without network. API data never enters this cache: what people need
 * offline is kept by the pages themselves in IndexedDB. A new version waits until the pages of
 * the old one are closed or a page asks for it ('activate'). The files of the version before stay
 * for pages that are still open then, so an update never pulls files from under a draft.
 * It also sends what waits in the outbox while no page is seen, and shows what the server pushes.
 */
/// <reference lib="webworker" />
import { sendInBackground } from '$lib/offline/background';
import { syncTag } from '$lib/offline/background-tag';

declare const self: ServiceWorkerGlobalScope;
/** The paths that each entry needs. */
declare const __SHELL__: Record<Entry, string[]>;
declare const __VERSION__: string;

type Entry = 'answer' | 'field' | 'desk';

const prefix = 'touchstone-shell-';
const cacheName = prefix + __VERSION__;
const shell = new Set(Object.values(__SHELL__).flat());

/** How long a customer's page may wait for the network before the kept shell is shown, in milliseconds. */
const patience = 3_000;

self.addEventListener('install', (event) => event.waitUntil(install()));

self.addEventListener('activate', (event) => event.waitUntil(clear().then(() => self.clients.claim())));

self.addEventListener('message', (event) => {
  if (event.data === 'activate') void self.skipWaiting();
});

/** Background Synchronization, where the browser has it: the network is back. */
self.addEventListener('sync', (event) => {
  const waking = event as ExtendableEvent & { tag: string };
  if (waking.tag === syncTag) waking.waitUntil(send());
});

self.addEventListener('push', (event) => {
  if (event.data) event.waitUntil(show(event.data.json() as Pushed));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead((event.notification.data as Pushed).url));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') {
    const entry = entryOf(url.pathname);
    if (!entry) return;
    event.respondWith(entry === 'answer' ? networkFirst(request) : shellFirst(`/${entry}.html`, request));
    event.waitUntil(keep(entry));
  } else if (shell.has(url.pathname)) {
    event.respondWith(shellFirst(url.pathname, request));
  } else if (url.pathname.startsWith('/assets/')) {
    event.respondWith(caches.match(url.pathname).then((earlier) => earlier ?? fetch(request)));
  }
});

/** What the server pushes; the address is a path of ours. */
interface Pushed {
  title: string;
  body: string;
  url: string;
  tag?: string;
}

/** A page that somebody sees sends by itself. */
async function send(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window' });
  const seen = windows.filter((client) => client.visibilityState === 'visible' && entryOf(new URL(client.url).pathname) !== 'desk');
  if (seen.length === 0) return sendInBackground();
  for (const client of seen) client.postMessage('send');
}

function show(pushed: Pushed): Promise<void> {
  const { title, body, tag } = pushed;
  return self.registration.showNotification(title, { body, icon: '/icon-192.png', data: pushed, ...(tag ? { tag } : {}) });
}

/** Leads to what a notification is about: in a page that is open already, else in a new one. */
async function lead(path: string): Promise<void> {
  const url = new URL(path, self.location.origin);
  const entry = entryOf(url.pathname);
  if (url.origin !== self.location.origin || !entry) return;
  const windows = await self.clients.matchAll({ type: 'window' });
  const open = windows.find((client) => entryOf(new URL(client.url).pathname) === entry);
  const shown = await open?.navigate(url.href).catch(() => null);
  await (shown ? shown.focus() : self.clients.openWindow(url.href));
}

/** The entry that serves a path; undefined when the path is none of ours. */
function entryOf(path: string): Entry | undefined {
  if (path.startsWith('/a/')) return 'answer';
  if (path === '/field' || path.startsWith('/field/')) return 'field';
  if (path === '/desk' || path.startsWith('/desk/')) return 'desk';
  return undefined;
}

/** Keeps the entries that are open now and those that the version before had kept; a customer's phone never loads the desk. */
async function install(): Promise<void> {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const wanted = new Set(windows.map((client) => entryOf(new URL(client.url).pathname)));
  for (const entry of Object.keys(__SHELL__) as Entry[]) {
    if (wanted.has(entry) || (await caches.match(`/${entry}.html`))) await load(entry);
  }
}

/** Lets go of all versions but this one and the one before. */
async function clear(): Promise<void> {
  // In the order in which they were made.
  const others = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== cacheName);
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
}

async function load(entry: Entry): Promise<void> {
  // Hashed files may come from the browser's cache; pages are asked for anew.
  const requests = __SHELL__[entry].map((path) => new Request(path, { cache: path.startsWith('/assets/') ? 'default' : 'reload' }));
  const cache = await caches.open(cacheName);
  await cache.addAll(requests);
}

/** Keeps an entry that is opened for the first time; without network it is tried again at the next visit. */
async function keep(entry: Entry): Promise<void> {
  if (await kept(`/${entry}.html`)) return;
  await load(entry).catch((reason: unknown) => console.warn('Not kept for use without network:', reason));
}

async function kept(path: string): Promise<Response | undefined> {
  const cache = await caches.open(cacheName);
  return cache.match(path);
}

async function shellFirst(path: string, request: Request): Promise<Response> {
  return (await kept(path)) ?? fetch(request);
}

/** The customer's page carries its link's questionnaire when it comes from the server, so the network goes first. */
async function networkFirst(request: Request): Promise<Response> {
  const path = '/answer.html';
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
