import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attachments, pieceSize } from './attachment';
import { hold } from './token';

/** A server on loopback that has so many bytes of the file, and takes pieces only from there. */
let has: number | undefined;
const seen: { method: string | undefined; url: string | undefined; signedIn: boolean; from: number; bytes: number }[] = [];
const server = createServer((request, answer) => void take(request, answer));
const fetchDirect = globalThis.fetch;

async function take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  const from = Number(request.headers['upload-offset']);
  seen.push({ method: request.method, url: request.url, signedIn: request.headers.authorization !== undefined, from, bytes });
  if (request.method === 'HEAD') {
    answer.writeHead(has === undefined ? 404 : 200, has === undefined ? {} : { 'Upload-Offset': has }).end();
  } else if (from !== (has ?? 0)) {
    answer.writeHead(409, { 'Content-Type': 'application/json', 'Upload-Offset': has }).end(JSON.stringify({ code: 'attachment.offset' }));
  } else {
    has = from + bytes;
    answer.writeHead(204, { 'Upload-Offset': has }).end();
  }
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  globalThis.fetch = (input, init) => fetchDirect(new URL(String(input), origin), init);
});
afterAll(() => {
  globalThis.fetch = fetchDirect;
  server.close();
});
beforeEach(() => {
  seen.length = 0;
  has = undefined;
  hold({ accessToken: 'token', expiresAt: new Date(Date.now() + 900_000).toISOString(), person: { id: 'p', email: 'p@example.org', name: 'P', memberships: [] } });
});

const content = new Blob([new Uint8Array(pieceSize + 500)]);
const door = { project: 'story' };

describe('attachments', () => {
  it('go piece by piece', async () => {
    expect(await attachments.standing(door, 'r1', 'aa')).toBe(0);
    expect(await attachments.sendPiece(door, 'r1', 'aa', content, 0)).toBe(pieceSize);
    expect(await attachments.standing(door, 'r1', 'aa')).toBe(pieceSize);
    expect(await attachments.sendPiece(door, 'r1', 'aa', content, pieceSize)).toBe(content.size);
    expect(seen.filter(({ method }) => method === 'PATCH').map(({ from, bytes }) => [from, bytes])).toEqual([[0, pieceSize], [pieceSize, 500]]);
    expect(new Set(seen.map(({ url }) => url))).toEqual(new Set(['/api/v1/projects/story/responses/r1/attachments/aa']));
    expect(seen.every(({ signedIn }) => signedIn)).toBe(true);
  });

  it('tell where they stand when that is elsewhere', async () => {
    has = 300;
    expect(await attachments.sendPiece(door, 'r1', 'aa', content, pieceSize)).toBe(300);
  });

  it('go through a link without a token', async () => {
    await attachments.sendPiece({ token: 'a/b' }, 'r1', 'aa', content, 0);
    expect(seen).toMatchObject([{ url: '/api/v1/links/a%2Fb/responses/r1/attachments/aa', signedIn: false }]);
  });

  it('say what else goes wrong', async () => {
    globalThis.fetch = () => Promise.resolve(new Response('{"code":"attachment.type","detail":"No picture."}', { status: 422 }));
    await expect(attachments.sendPiece(door, 'r1', 'aa', content, 0)).rejects.toMatchObject({ code: 'attachment.type', detail: 'No picture.' });
  });
});
