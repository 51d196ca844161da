// Several things begun on one phone stand side by side: a customer's questionnaires, a shopper's
// reports. Each can be gone on with, and what was thrown away comes back while one may still wish it.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, phone } from './browser';
import { drawPhoto } from './photo';
import { prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
const links: Record<string, string> = {};

const body = [
  { type: 'text', name: 'words', label: { en: 'In your words' } },
  { type: 'image', name: 'photo', label: { en: 'A photo' } }
];

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  const kinds = { counter: 'customer', team: 'employee', account: 'visit', shelf: 'mystery' };
  for (const [id, kind] of Object.entries(kinds)) {
    await lead.post('/projects/story/definitions', { id, version: 1, kind, title: { en: `About the ${id}` }, defaultLanguage: 'en', pages: 'all', body });
    if (kind === 'mystery') continue;
    const link = await lead.post<{ id: string }>('/projects/story/links', { title: id, definition: { id, version: 1 }, wave: 'after' });
    links[id] = `${server.address}/a/${link.id}`;
  }
  const { url } = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: 'Shopper' });
  await lead.post(`/invitations/${new URL(url).hash.slice(1)}/acceptance`, { name: 'Shopper', email: 'shopper@example.org', password, language: 'en' });
  const { items } = await lead.get<{ items: { id: string; role: string }[] }>('/projects/story/people');
  const person = items.find(({ role }) => role === 'shopper')?.id;
  for (const [code, title] of [['0007', 'Garden shop North'], ['0008', 'Garden shop South']]) {
    await lead.put(`/projects/story/locations/${code}`, { title });
    await lead.post('/projects/story/assignments', { wave: 'after', definition: { id: 'shelf', version: 1 }, location: code, person });
  }
});
afterAll(() => server.end());

const words = (page: Page) => page.getByRole('textbox', { name: 'In your words' });
const photo = (page: Page) => page.locator('[data-question="photo"]');

async function give(page: Page, text: string): Promise<void> {
  await words(page).fill(text);
  await photo(page).locator('input[type=file]').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(page) });
  await photo(page).getByRole('img').waitFor();
  await page.waitForTimeout(300);
}
async function holds(page: Page, text: string): Promise<void> {
  await photo(page).getByRole('img').waitFor();
  expect(await words(page).inputValue()).toBe(text);
}

it('lists a customer’s other questionnaires, continues them, and has back what was thrown away', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  for (const [name, address] of Object.entries(links)) {
    await page.goto(address);
    await give(page, `Of the ${name}`);
  }
  // Starting over, and having it back.
  await page.reload();
  await holds(page, 'Of the account');
  await page.getByRole('button', { name: 'Start over' }).tap();
  await page.getByText('Your answers were deleted from this device.').waitFor();
  expect(await words(page).inputValue()).toBe('');
  await words(page).fill('Something else');
  await page.waitForTimeout(300);
  await page.getByRole('button', { name: 'Undo' }).tap();
  await holds(page, 'Of the account');
  await page.reload();
  await holds(page, 'Of the account');

  await page.getByRole('button', { name: 'Send' }).tap();
  const list = page.getByRole('listitem');
  await list.filter({ hasText: 'About the team' }).waitFor();
  expect(await list.count()).toBe(2);
  await accessible(page);
  await page.getByRole('button', { name: 'Delete: About the team' }).tap();
  await list.filter({ hasText: 'About the team' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).tap();
  await page.getByRole('link', { name: 'Continue: About the team' }).tap();
  await holds(page, 'Of the team');
  await browser.end();
});

it('lists a shopper’s reports, continues them, and has back what was thrown away', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/field/`);
  await page.getByLabel('E-mail address').fill('shopper@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).tap();
  for (const place of ['North', 'South']) {
    await page.getByRole('link', { name: new RegExp(`Garden shop ${place}`) }).tap();
    await page.getByRole('link', { name: 'Start report' }).tap();
    await page.getByRole('listitem').getByRole('button').first().tap();
    await give(page, `In the ${place}`);
    await page.goto(`${server.address}/field/`);
  }
  await page.goto(`${server.address}/field/drafts`);
  const north = page.getByRole('listitem').filter({ hasText: 'Garden shop North' });
  await north.waitFor();
  await north.getByRole('button', { name: 'Delete draft' }).tap();
  await north.waitFor({ state: 'detached' });
  await accessible(page);
  await page.getByRole('button', { name: 'Undo' }).tap();
  await north.getByRole('link', { name: 'Continue report' }).tap();
  await holds(page, 'In the North');
  await page.goto(`${server.address}/field/drafts`);
  await page.getByRole('listitem').filter({ hasText: 'Garden shop South' }).getByRole('link', { name: 'Continue report' }).tap();
  await holds(page, 'In the South');
  await browser.end();
});
