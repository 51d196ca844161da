// A new release of the pages comes out while a customer and a shopper are in the middle of
// something: they go on as they were, and what they had begun is there in the new pages.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { Browser, phone } from './browser';
import { eventually, prepare } from './programme';
import { Releases } from './releases';
import { Server } from './server';

let server: Server;
let releases: Releases;
let lead: Person;
let token: string;
let other: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  await lead.post('/projects/story/definitions', {
    id: 'visited',
    version: 1,
    kind: 'mystery',
    title: { en: 'Visited' },
    defaultLanguage: 'en',
    body: [
      { type: 'text', name: 'words', label: { en: 'In your words' } },
      { type: 'time', name: 'left', label: { en: 'When did you leave?' } }
    ]
  });
  await lead.post('/projects/story/definitions', {
    id: 'two-pages',
    version: 1,
    kind: 'customer',
    title: { en: 'Two pages' },
    defaultLanguage: 'en',
    body: [
      { type: 'section', name: 'first', body: [{ type: 'text', name: 'words', label: { en: 'In your words' } }] },
      { type: 'section', name: 'second', body: [{ type: 'rank', name: 'order', choices: 'things', label: { en: 'What matters most?' } }] }
    ],
    choices: { things: [{ name: 'price', label: { en: 'Price' } }, { name: 'advice', label: { en: 'Advice' } }] }
  });
  other = (await lead.post<{ id: string }>('/projects/story/links', { title: 'Mail', definition: { id: 'two-pages', version: 1 }, wave: 'after' })).id;
  token = (await lead.post<{ id: string }>('/projects/story/links', { title: 'Counter', definition: { id: 'customer-feedback', version: 1 }, wave: 'after' })).id;
  await lead.put('/projects/story/locations/0007', { title: 'Garden shop North' });
  const { url } = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: 'Shopper' });
  await lead.post(`/invitations/${new URL(url).hash.slice(1)}/acceptance`, { name: 'Shopper', email: 'shopper@example.org', password, language: 'en' });
  const { items } = await lead.get<{ items: { id: string; role: string }[] }>('/projects/story/people');
  const person = items.find(({ role }) => role === 'shopper')?.id;
  await lead.post('/projects/story/assignments', { wave: 'after', definition: { id: 'visited', version: 1 }, location: '0007', person });
});
beforeAll(async () => {
  releases = await Releases.open(server.port);
});
afterAll(async () => {
  releases.end();
  await server.end();
});

/** Waits until the pages are kept on the device by the worker that rules them. */
async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await eventually(() => page.evaluate(async () => (await caches.keys()).length), (count) => count > 0);
}
const fetchUpdate = (page: Page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
    await new Promise<void>((resolve) => {
      const installing = registration?.installing;
      if (!installing) return resolve();
      installing.addEventListener('statechange', () => installing.state === 'installed' && resolve());
    });
    return registration?.waiting !== null;
  });
const scripts = (page: Page) => page.evaluate(() => [...document.scripts].map(({ src }) => src).filter(Boolean));
const answer = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });
const question = (page: Page, words: RegExp) => page.getByRole('heading', { name: words }).waitFor();

it('leaves a customer’s and a shopper’s work as it is', async () => {
  const customer = new Browser(phone, { origin: releases.address });
  const shopper = new Browser(phone, { origin: releases.address });
  const asked = await customer.open();
  await asked.goto(`${releases.address}/a/${token}`);
  await answer(asked, '4 of 5 stars').tap({ force: true });
  await question(asked, /main reason/);
  await kept(asked);

  const page = await shopper.open();
  await page.goto(`${releases.address}/field/`);
  await page.getByLabel('E-mail address').fill('shopper@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).tap();
  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await kept(page);
  // The first visit is not ruled by the worker yet.
  await page.reload();
  await page.getByRole('link', { name: 'Start report' }).tap();
  await page.getByRole('listitem').getByRole('button').first().tap();
  await page.getByRole('textbox', { name: 'In your words' }).fill('A friendly welcome');

  // The same phone has a customer's questionnaire open in another tab.
  const beside = await page.context().newPage();
  await beside.goto(`${releases.address}/a/${other}`);
  await beside.getByRole('textbox', { name: 'In your words' }).fill('Quick');
  await kept(beside);
  await eventually(() => beside.evaluate(async () => (await caches.match('/answer.html')) !== undefined), (there) => there);

  releases.publish();
  expect(await fetchUpdate(asked)).toBe(true);
  expect(await fetchUpdate(page)).toBe(true);

  // The open pages go on, with parts that they had not fetched before.
  await answer(asked, 'To get advice').tap({ force: true });
  await answer(asked, 'Partly').tap({ force: true });
  await question(asked, /friendly and helpful/);
  await page.getByLabel('When did you leave?').fill('14:30');
  await page.waitForTimeout(300);

  // The customer opens the page anew: the second release, and everything answered is there.
  await asked.reload();
  await question(asked, /friendly and helpful/);
  expect((await scripts(asked)).every((src) => src.includes('.second.'))).toBe(true);
  await asked.getByRole('button', { name: 'Back' }).tap();
  expect(await answer(asked, 'Partly').isChecked()).toBe(true);
  await customer.end();

  // The shopper is told, and loads it from the list of assignments.
  await page.goto(`${releases.address}/field/drafts`);
  expect((await scripts(page)).some((src) => src.includes('.second.'))).toBe(false);
  await page.getByRole('button', { name: 'Load it now' }).tap();
  await eventually(() => scripts(page).catch(() => []), (all) => all.some((src) => src.includes('.second.')));
  await page.getByRole('link', { name: 'Continue report' }).tap();
  await page.getByRole('textbox', { name: 'In your words' }).waitFor();
  expect(await page.getByRole('textbox', { name: 'In your words' }).inputValue()).toBe('A friendly welcome');
  expect(await page.getByLabel('When did you leave?').inputValue()).toBe('14:30');
  expect((await scripts(page)).every((src) => src.includes('.second.'))).toBe(true);

  // The other tab is still of the first release, whose files are gone from the server.
  await beside.getByRole('button', { name: 'Next' }).tap();
  await beside.getByText('What matters most?').waitFor();
  await beside.getByRole('button', { name: /Advice/ }).first().waitFor();
  expect((await scripts(beside)).some((src) => src.includes('.second.'))).toBe(false);
  await beside.waitForTimeout(300);
  await beside.reload();
  await beside.getByText('What matters most?').waitFor();
  await beside.getByRole('button', { name: 'Back' }).tap();
  expect(await beside.getByRole('textbox', { name: 'In your words' }).inputValue()).toBe('Quick');
  await shopper.end();
});
