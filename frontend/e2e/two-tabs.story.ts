// One draft, two tabs: it is filled in at one place at a time and handed in once, also where
// both tabs press Send at the same moment in a browser without locks.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, phone } from './browser';
import { prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  await lead.post('/projects/story/definitions', {
    id: 'told',
    version: 1,
    kind: 'customer',
    title: { en: 'Told' },
    defaultLanguage: 'en',
    pages: 'all',
    body: [{ type: 'text', name: 'words', label: { en: 'In your words' } }, { type: 'text', name: 'more', label: { en: 'Anything else?' } }]
  });
});
afterAll(() => server.end());

const link = async (): Promise<string> => {
  const { id } = await lead.post<{ id: string }>('/projects/story/links', { title: 'Counter', definition: { id: 'told', version: 1 }, wave: 'after' });
  return `${server.address}/a/${id}`;
};
const stored = async () => (await lead.get<{ items: { id: string }[] }>('/projects/story/responses?wave=after')).items.length;
const field = (page: Page, name: string) => page.getByRole('textbox', { name });
const elsewhere = (page: Page) => page.getByRole('heading', { name: 'This questionnaire is open in another tab' }).waitFor();
const goOn = (page: Page) => page.getByRole('button', { name: 'Continue here' });
const send = (page: Page) => page.getByRole('button', { name: 'Send' });
const thanks = (page: Page) => page.getByRole('heading', { name: 'Thank you!' }).waitFor();

it('goes from tab to tab with all its answers, and is handed in by one of them', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const address = await link();
  const first = await browser.open();
  await first.goto(address);
  await field(first, 'In your words').fill('Friendly');
  await first.waitForTimeout(300);

  const second = await first.context().newPage();
  await second.goto(address);
  await elsewhere(second);
  await accessible(second);
  await goOn(second).tap();
  await elsewhere(first);
  expect(await field(second, 'In your words').inputValue()).toBe('Friendly');
  await field(second, 'Anything else?').fill('No');
  await second.waitForTimeout(300);
  await goOn(first).tap();
  await elsewhere(second);
  expect(await field(first, 'Anything else?').inputValue()).toBe('No');
  await goOn(second).tap();
  await elsewhere(first);

  // Who takes over while the other sends finds it sent, or has it; never both.
  await Promise.all([send(second).tap(), goOn(first).tap()]);
  await second.getByRole('heading', { name: /^(Thank you!|This questionnaire is open)/ }).waitFor();
  const sent = send(first);
  await sent.or(first.getByRole('heading', { name: 'Thank you!' })).first().waitFor();
  if (await sent.isVisible()) await sent.tap();
  await thanks(first);
  await first.getByText('Your answers have arrived.').waitFor();
  if (await goOn(second).isVisible()) await goOn(second).tap();
  await thanks(second);
  await second.reload();
  await first.reload();
  await first.waitForTimeout(1_000);
  expect(await stored()).toBe(1);
  await browser.end();
});

it('is handed in once when both send at the same moment, without locks', async () => {
  const before = await stored();
  const browser = new Browser(phone, { origin: server.address });
  const address = await link();
  const first = await browser.open();
  const second = await first.context().newPage();
  for (const page of [first, second]) await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'locks'));
  await first.goto(address);
  await field(first, 'In your words').fill('Friendly');
  await first.waitForTimeout(600);
  await second.goto(address);
  await field(second, 'In your words').waitFor();
  expect(await field(second, 'In your words').inputValue()).toBe('Friendly');
  const press = (page: Page) => send(page).evaluate((button: HTMLButtonElement) => button.click());
  await Promise.all([press(first), press(second)]);
  await thanks(first);
  await thanks(second);
  await first.getByText('Your answers have arrived.').waitFor();
  await first.waitForTimeout(1_000);
  expect(await stored()).toBe(before + 1);
  await browser.end();
});
