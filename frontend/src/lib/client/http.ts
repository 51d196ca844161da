import { clock } from './clock';
import { offline, Problem, problemOf } from './problem';
import { freshToken, renew } from './token';

/** The root of the API. */
export const root = '/api/v1';

export interface RequestOptions {
  search?: Record<string, string | number | boolean | null | undefined>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is (a photo, a form with files) instead of body. */
  raw?: BodyInit;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Milliseconds without an answer after which the network counts as absent; default 30,000. */
  timeout?: number;
  /** How often to try again when the server is unreachable or unavailable; only for requests that may be repeated. Default 0. */
  retries?: number;
  /** Public routes go without a token. Default: with one. */
  anonymous?: boolean;
}

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An address of the API with its search; empty members are left out. */
export function addressOf(path: string, search: RequestOptions['search'] = {}): string {
  const kept = new URLSearchParams();
  for (const [key, value] of Object.entries(search)) {
    if (value !== null && value !== undefined && value !== '') kept.set(key, String(value));
  }
  const text = kept.toString();
  return root + path + (text && '?' + text);
}

/**
 * Sends one request and gives the raw answer. Throws a Problem for anything but success
 * (304 counts as success), and the signal's own reason when aborted. An access token that
 * has run out is renewed once, silently.
 */
export async function send(method: Method, path: string, options: RequestOptions = {}): Promise<Response> {
  let token = options.anonymous ? undefined : (freshToken() ?? (await renew()));
  let renewed = false;
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await once(method, path, options, token);
      if (answer.status === 401 && token && !renewed) {
        renewed = true;
        token = await renew();
        if (token) {
          attempt--;
          continue;
        }
      }
      if (!answer.ok && answer.status !== 304) throw await problemOf(answer);
      return answer;
    } catch (thrown) {
      const again = thrown instanceof Problem && (thrown.kind === 'offline' || thrown.kind === 'unavailable');
      if (!again || attempt >= (options.retries ?? 0)) throw thrown;
      await pause((thrown.retryAfter ?? 2 ** attempt * 0.5) * 1000, options.signal);
    }
  }
}

async function once(method: Method, path: string, options: RequestOptions, token: string | undefined): Promise<Response> {
  const headers = new Headers(options.headers);
  if (token) headers.set('Authorization', `Bearer ${token}`);
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  const body = options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body));

  const stop = new AbortController();
  const forward = () => stop.abort(options.signal?.reason);
  options.signal?.throwIfAborted();
  options.signal?.addEventListener('abort', forward);
  const timer = setTimeout(() => stop.abort(), options.timeout ?? 30_000);
  try {
    const answer = await fetch(addressOf(path, options.search), { method, headers, body, signal: stop.signal, credentials: 'same-origin' });
    clock.note(answer.headers.get('Date'));
    return answer;
  } catch {
    options.signal?.throwIfAborted();
    throw offline();
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', forward);
  }
}

function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    });
  });
}

async function read<T>(answer: Promise<Response>): Promise<T> {
  const response = await answer;
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** The verbs: JSON in, JSON out, typed by the caller. */
export const http = {
  get: <T>(path: string, options?: RequestOptions): Promise<T> => read<T>(send('GET', path, options)),
  post: <T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> => read<T>(send('POST', path, { ...options, body })),
  put: <T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> => read<T>(send('PUT', path, { ...options, body })),
  patch: <T>(path: string, body?: unknown, options?: RequestOptions): Promise<T> => read<T>(send('PATCH', path, { ...options, body })),
  delete: <T>(path: string, options?: RequestOptions): Promise<T> => read<T>(send('DELETE', path, options))
};

/** A page of a list; `next` is the cursor to pass as `after`, absent on the last page. */
export interface List<T> {
  items: T[];
  next?: string;
  /** How many there are on all pages, where the server has counted them. */
  total?: number;
}
