// A lead reads a response with repeats, sounds, files, lines and times: everything stands where it belongs, plays and can be saved.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { sendEveryShape } from './every-shape';
import { Server } from './server';

let server: Server;
let id = '';

beforeAll(async () => {
  server = await Server.start();
  const lead = await Person.first(server, { demo: false });
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.put('/projects/story/waves/after', { title: { en: 'After' }, kind: 'followUp', order: 1 });
  id = await sendEveryShape(server, lead, 'after');
});
afterAll(() => server.end());

it.each([
  { name: 'at the desk', screen: desk },
  { name: 'on a phone', screen: phone }
])('shows repeats, media, lines and times $name', async ({ screen }) => {
  const browser = new Browser(screen, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/desk/projects/story/responses/${id}`);
  await page.getByLabel('E-mail').fill('lead@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();

  const second = page.locator('.instance').filter({ has: page.getByRole('heading', { name: 'Member of staff 2' }) });
  await second.getByText('Was Ben friendly?').waitFor();
  await second.getByRole('heading', { name: 'Talk 2' }).waitFor();
  await second.getByText('14:45').waitFor();
  await page.getByText('Was … friendly?: 2 / 4 in all').waitFor();
  await page.getByText('1. Lake').waitFor();
  await page.getByText('Confirmed').waitFor();
  await page.getByRole('img', { name: 'Drawing: The way you took' }).waitFor();
  await second.getByText('1 min 1 sec').waitFor();
  await page.getByText('2 pauses').waitFor();
  await accessible(page);

  await second.getByRole('button', { name: /^Load talk\.wav/ }).click();
  const sound = second.locator('audio');
  await expect.poll(() => sound.evaluate((element: HTMLAudioElement) => element.duration), { timeout: 10_000 }).toBeCloseTo(0.5, 1);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Load receipt\.txt/ }).click();
  expect(readFileSync(await (await saving).path(), 'utf8')).toBe('Tea 3.50\n');
  await accessible(page);
  await browser.end();
});
