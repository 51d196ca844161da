// Ten megabytes over a line that breaks: the network goes in the middle of a piece, the phone's
// battery ends, the server is killed, and killed once more when the file goes on. It goes on where
// it stood, every time, and the report arrives once and whole.
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, phone } from './browser';
import { Line } from './line';
import { eventually, prepare } from './programme';
import { Server } from './server';

const mebibyte = 1_048_576;
const content = Buffer.concat([Buffer.from('%PDF-1.4\n'), randomBytes(10 * mebibyte)]);
const sha256 = createHash('sha256').update(content).digest('hex');

let server: Server;
let line: Line;
let lead: Person;
const folder = mkdtempSync(join(tmpdir(), 'touchstone-upload-'));
const file = join(folder, 'Records.pdf');

beforeAll(async () => {
  writeFileSync(file, content);
  server = await Server.start();
  line = await Line.open(server.port);
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  await lead.post('/projects/story/definitions', {
    id: 'records',
    version: 1,
    kind: 'mystery',
    title: { en: 'Records' },
    defaultLanguage: 'en',
    body: [
      { type: 'deviceid', name: 'device' },
      { type: 'username', name: 'who' },
      { type: 'audit', name: 'times' },
      {
        type: 'repeat', name: 'visits', label: { en: 'Visits' },
        body: [
          { type: 'text', name: 'desk', label: { en: 'Which desk?' } },
          { type: 'file', name: 'proof', label: { en: 'Records of the visit' } }
        ]
      }
    ]
  });
  await lead.put('/projects/story/locations/0007', { title: 'Garden shop North' });
  const { url } = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: 'Shopper of the story' });
  await lead.post(`/invitations/${new URL(url).hash.slice(1)}/acceptance`, { name: 'Shopper of the story', email: 'shopper@example.org', password, language: 'en' });
  const { items } = await lead.get<{ items: { id: string; role: string }[] }>('/projects/story/people');
  const person = items.find(({ role }) => role === 'shopper')?.id;
  await lead.post('/projects/story/assignments', { wave: 'after', definition: { id: 'records', version: 1 }, location: '0007', person });
});
afterAll(async () => {
  line.end();
  await server.end();
  rmSync(folder, { recursive: true });
});

const reports = async () => (await lead.get<{ items: { id: string }[] }>('/projects/story/responses?wave=after')).items;
interface Read {
  response: {
    complete: boolean;
    answers: Record<string, unknown>;
    attachments: { id: string; question: string; size: number; present: boolean }[];
    timing?: { questions: Record<string, number> };
  };
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill('shopper@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).tap();
}

it('continues a file where it broke off, over network, battery and server', async () => {
  const browser = new Browser(phone, { origin: line.address });
  let page = await browser.open();
  await page.goto(`${line.address}/field/`);
  await signIn(page);
  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await page.getByRole('link', { name: 'Start report' }).tap();
  await page.getByRole('listitem').getByRole('button').first().tap();
  await page.getByRole('button', { name: /^Add/ }).last().tap();
  const proof = page.locator('[data-question="visits[2].proof"]');
  await proof.locator('input[type=file]').setInputFiles(file);
  await proof.getByRole('link', { name: 'Open Records.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Overview' }).tap();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  const broken = line.breakAfter(4.5 * mebibyte);
  await page.getByRole('button', { name: /^Send/ }).tap();
  await broken;
  expect(line.pieces.map(({ from, bytes }) => [from, bytes])).toEqual([...[0, 1, 2, 3].map((n) => [n * mebibyte, mebibyte]), [4 * mebibyte, mebibyte / 2]]);
  await browser.kill();
  await server.stop('SIGKILL');
  await server.resume();
  lead = await Person.signIn(server, 'lead@example.org');
  const [report] = await reports();
  const begun = await lead.get<Read>(`/projects/story/responses/${report?.id}`);
  expect(begun.response.complete).toBe(false);

  // The phone is charged and there is network again.
  line.repair();
  line.pieces.length = 0;
  const second = line.breakAfter(2.25 * mebibyte);
  page = await browser.open();
  await page.goto(`${line.address}/field/sent`);
  // What the browser wrote last may be lost with the battery, the sign-in too; the report never. That a sign-in is missing may
  // show only after the page has begun to send.
  const again = page.getByRole('button', { name: 'Sign in to send' });
  const mail = page.getByLabel('E-mail address');
  let under = true;
  void second.then(() => (under = false));
  while (under) {
    if (await again.isVisible()) await again.tap();
    if (await mail.isVisible()) await signIn(page);
    await page.waitForTimeout(200);
  }
  await second;
  await page.getByRole('progressbar', { name: /Records\.pdf/ }).waitFor();
  await accessible(page);
  const [first] = line.pieces;
  // What lay between line and server when they went is sent again: less than half a piece.
  expect(first?.from).toBeGreaterThanOrEqual(4 * mebibyte);
  expect(first?.from).toBeLessThanOrEqual(4.5 * mebibyte);
  await server.stop('SIGKILL');
  await server.resume();
  line.repair();
  lead = await Person.signIn(server, 'lead@example.org');

  const { response } = await eventually(() => lead.get<Read>(`/projects/story/responses/${report?.id}`), (read) => read.response.complete, 60_000);
  expect(response.complete).toBe(true);
  expect(response.attachments).toMatchObject([{ id: sha256, question: 'visits[2].proof', size: content.length, present: true }]);
  expect((await lead.file(`/projects/story/responses/${report?.id}/attachments/${sha256}`)).equals(content)).toBe(true);
  expect(response.answers).toMatchObject({ device: expect.stringMatching(/^[0-9a-f-]{36}$/), who: 'shopper@example.org' });
  expect(response.timing?.questions['visits[2].proof']).toBeGreaterThan(0);
  await page.getByText(/^Arrived/).waitFor();
  expect(await reports()).toHaveLength(1);
  // Every piece began where the server stood: never before the piece before it, never behind its end.
  let end = first?.from ?? 0;
  for (const { from, bytes } of line.pieces) {
    expect(from).toBeLessThanOrEqual(end);
    expect(from).toBeGreaterThanOrEqual(end - mebibyte / 2);
    end = from + bytes;
  }
  expect(end).toBe(content.length);
  await browser.end();
});
