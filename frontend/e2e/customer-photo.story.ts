// A customer shows with photos what was wrong, at a questionnaire whose labels have pictures:
// without network, in repeats, and in a browser that keeps nothing.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { jpegSize, drawPhoto, takePhoto } from './photo';
import { eventually, prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let token: string;

const both = (en: string, de: string) => ({ en, de });

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  const browser = new Browser(desk, { origin: server.address });
  const picture = await drawPhoto(await browser.open());
  await browser.end();
  const sha256 = createHash('sha256').update(picture).digest('hex');
  await lead.putFile(`/projects/story/files/${sha256}`, picture, 'image/png');
  await lead.post('/projects/story/definitions', {
    id: 'complaint',
    version: 1,
    kind: 'customer',
    title: both('What was wrong?', 'Was war nicht gut?'),
    defaultLanguage: 'en',
    pages: 'all',
    files: { 'shop.png': { sha256, type: 'image/png', size: picture.length } },
    body: [
      { type: 'text', name: 'what', label: both('What was wrong?', 'Was war nicht gut?'), media: { image: { en: 'shop.png' } } },
      {
        type: 'repeat', name: 'things', label: both('Things to show', 'Zu zeigen'),
        body: [{ type: 'image', name: 'photo', parameters: { maxPixels: 900 }, label: both('A photo', 'Ein Foto') }]
      },
      { type: 'audit', name: 'times' }
    ]
  });
  token = (await lead.post<{ id: string }>('/projects/story/links', { title: 'Counter', definition: { id: 'complaint', version: 1 }, wave: 'after' })).id;
});
afterAll(() => server.end());

interface Read {
  response: {
    id: string;
    complete: boolean;
    answers: { what: string };
    attachments: { id: string; question: string; type: string; present: boolean }[];
    timing?: { questions: Record<string, number> };
  };
}
async function arrived(words: string): Promise<Read['response'] | undefined> {
  const { items } = await lead.get<{ items: { id: string }[] }>('/projects/story/responses?wave=after');
  const all = await Promise.all(items.map(async ({ id }) => (await lead.get<Read>(`/projects/story/responses/${id}`)).response));
  const found = all.filter(({ answers }) => answers.what === words);
  expect(found.length).toBeLessThan(2);
  return found[0];
}
const photo = (page: Page, path: string) => page.locator(`[data-question="${path}"]`);
const labelPicture = (page: Page) => photo(page, 'what').getByRole('img').evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth));

it('sends photos given without network, with the answers, once the network is back', async () => {
  const browser = new Browser(phone, { origin: server.address });
  let page = await browser.open();
  await page.goto(`${server.address}/a/${token}`);
  expect(await labelPicture(page)).toBe(640);
  const taken = await takePhoto(page, 1800, 1200);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await eventually(() => page.evaluate(async () => (await caches.keys()).length), (kept) => kept > 0);
  await server.stop();
  await browser.offline(true);

  await page.getByRole('textbox').fill('The floor was wet.');
  await photo(page, 'things[1].photo').locator('input[type=file]').setInputFiles(taken.path);
  await photo(page, 'things[1].photo').getByRole('img').waitFor();
  await page.getByRole('button', { name: /^Add/ }).last().tap();
  await photo(page, 'things[2].photo').locator('input[type=file]').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(page) });
  await photo(page, 'things[2].photo').getByRole('img').waitFor();
  await accessible(page);
  await page.waitForTimeout(300);
  await browser.close();

  // Everything is there at a cold start without network, the picture of the label too.
  page = await browser.open();
  await browser.offline(true);
  await page.goto(`${server.address}/a/${token}`);
  await photo(page, 'things[2].photo').getByRole('img').waitFor();
  await photo(page, 'things[1].photo').getByRole('img').waitFor();
  expect(await labelPicture(page)).toBe(640);
  expect(await page.getByRole('textbox').inputValue()).toBe('The floor was wet.');
  await page.getByRole('button', { name: 'Send' }).tap();
  await page.getByText('Your answers are stored on this device.').waitFor();
  await browser.close();

  await server.resume();
  lead = await Person.signIn(server, 'lead@example.org');
  page = await browser.open();
  await page.goto(`${server.address}/a/${token}`);
  const response = await eventually(() => arrived('The floor was wet.'), (one) => one?.complete === true, 30_000);
  expect(response).toMatchObject({ complete: true, attachments: [{ question: 'things[1].photo', present: true }, { question: 'things[2].photo', present: true }] });
  expect(response?.timing?.questions['things[1].photo']).toBeGreaterThan(0);
  const file = await lead.file(`/projects/story/responses/${response?.id}/attachments/${response?.attachments[0]?.id}`);
  expect(jpegSize(file)).toEqual([900, 600]);
  expect(file.includes('Exif')).toBe(false);
  await page.getByText('1 not sent yet').waitFor({ state: 'detached' });
  await browser.end();
  rmSync(taken.path);
});

it('sends them from a browser that keeps nothing, too', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('storage is switched off', 'SecurityError');
    };
  });
  await page.goto(`${server.address}/a/${token}`);
  expect(await labelPicture(page)).toBe(640);
  await page.getByRole('textbox').fill('No sign at the door.');
  await photo(page, 'things[1].photo').locator('input[type=file]').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(page) });
  await photo(page, 'things[1].photo').getByRole('img').waitFor();
  await page.getByText('This device cannot store your answers').waitFor();
  await page.getByRole('button', { name: 'Send' }).tap();
  await page.getByText('Your answers have arrived.').waitFor();
  expect(await arrived('No sign at the door.')).toMatchObject({ complete: true, attachments: [{ question: 'things[1].photo', type: 'image/jpeg' }] });
  await browser.end();
});
