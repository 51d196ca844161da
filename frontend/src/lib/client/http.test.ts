import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { http } from './http';
import { mintId } from './identifier';
import { Problem } from './problem';
import { hold } from './token';

/** A real server on loopback whose behaviour each test sets. */
let behave: (request: IncomingMessage, answer: ServerResponse) => void;
const server = createServer((request, answer) => behave(request, answer));
const seen: string[] = [];
const fetchDirect = globalThis.fetch;

function json(answer: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

const grant = (token: string, life = 900_000) => ({
  accessToken: token,
  expiresAt: new Date(Date.now() + life).toISOString(),
  person: { id: 'p', email: 'p@example.org', name: 'P', memberships: [] }
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Node has no page to resolve relative addresses against.
  globalThis.fetch = (input, init) => fetchDirect(new URL(String(input), origin), init);
});
afterAll(() => {
  globalThis.fetch = fetchDirect;
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  hold(grant('first'));
});

async function problem(work: Promise<unknown>): Promise<Problem> {
  const thrown: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason
  );
  if (!(thrown instanceof Problem)) throw new Error('no problem was thrown');
  return thrown;
}

describe('http', () => {
  it('sends the token and reads JSON', async () => {
    behave = (request, answer) => json(answer, 200, { auth: request.headers.authorization, url: request.url });
    expect(await http.get('/me', { search: { limit: 5, after: undefined } })).toEqual({ auth: 'Bearer first', url: '/api/v1/me?limit=5' });
  });

  it('turns a problem document into a typed problem', async () => {
    const fields = [{ path: 'email', code: 'required', message: 'Give an address.' }];
    behave = (_, answer) => json(answer, 422, { code: 'person.invalid', detail: 'Not accepted.', fields });
    const got = await problem(http.post('/people', {}));
    expect([got.kind, got.code, got.detail, got.status, got.of('email')]).toEqual([
      'invalid',
      'person.invalid',
      'Not accepted.',
      422,
      'Give an address.'
    ]);
  });

  it('gives a problem even when the body is a stranger’s HTML', async () => {
    behave = (_, answer) => answer.writeHead(502, { 'Content-Type': 'text/html' }).end('<h1>Bad gateway</h1>');
    const got = await problem(http.get('/me'));
    expect([got.kind, got.code]).toEqual(['unavailable', 'http.502']);
  });

  it('renews once for many requests that find their token refused', async () => {
    behave = (request, answer) => {
      seen.push(request.url ?? '');
      if (request.url?.endsWith('/refresh')) setTimeout(() => json(answer, 200, grant('second')), 20);
      else if (request.headers.authorization === 'Bearer second') json(answer, 200, 'ok');
      else json(answer, 401, { code: 'session.expired' });
    };
    expect(await Promise.all([http.get('/a'), http.get('/b'), http.get('/c')])).toEqual(['ok', 'ok', 'ok']);
    expect(seen.filter((url) => url.endsWith('/refresh'))).toHaveLength(1);
  });

  it('reports 401 when renewing is refused, without a loop', async () => {
    behave = (request, answer) => {
      seen.push(request.url ?? '');
      json(answer, 401, { code: 'session.expired' });
    };
    const got = await problem(http.get('/a'));
    expect([got.kind, seen.length]).toEqual(['unauthenticated', 2]);
  });

  it('tries again only where asked, and then succeeds', async () => {
    let left = 2;
    behave = (_, answer) => (left-- > 0 ? json(answer, 503, { code: 'store.down' }, { 'Retry-After': '0' }) : json(answer, 200, 'ok'));
    expect((await problem(http.get('/a'))).kind).toBe('unavailable');
    left = 2;
    expect(await http.get('/a', { retries: 2 })).toBe('ok');
  });

  it('says offline when nothing answers in time, and lets an abort be an abort', async () => {
    behave = () => undefined;
    expect((await problem(http.get('/a', { timeout: 50 }))).kind).toBe('offline');
    const stop = new AbortController();
    const work = http.get('/a', { signal: stop.signal });
    setTimeout(() => stop.abort(), 20);
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('mintId', () => {
  it('is a UUIDv7 that carries its time', () => {
    const at = Date.UTC(2026, 4, 1, 10);
    const id = mintId(at);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
    expect(new Set(Array.from({ length: 1000 }, () => mintId(at))).size).toBe(1000);
  });
});
