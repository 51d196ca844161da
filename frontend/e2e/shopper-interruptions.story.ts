// What comes between a shopper and a report: another tab, an expired sign-in, a file that is
// no picture, the browser's Back, no touch screen.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { drawPhoto } from './photo';
import { eventually, prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let shopper: string;
let assignment: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'store-visit');
  await lead.put('/projects/story/locations/0007', { title: 'Garden shop North', address: 'Bahnhofstrasse 7, 8001 Zürich' });
  const { url } = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: 'Shopper of the story' });
  await lead.post(`/invitations/${new URL(url).hash.slice(1)}/acceptance`, { name: 'Shopper of the story', email: 'shopper@example.org', password, language: 'en' });
  const { items } = await lead.get<{ items: { id: string; role: string }[] }>('/projects/story/people');
  shopper = items.find(({ role }) => role === 'shopper')?.id ?? '';
});
afterAll(() => server.end());

beforeEach(async () => {
  const made = await lead.post<{ id: string }>('/projects/story/assignments', {
    wave: 'after',
    definition: { id: 'store-visit', version: 1 },
    location: '0007',
    person: shopper
  });
  assignment = made.id;
});

const home = () => `${server.address}/field/assignments/${assignment}`;
const question = (page: Page, name: string) => page.locator(`[data-question="${name}"]`);
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();
const section = (page: Page, name: string) => page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${name}`) });
const reports = async () =>
  (await lead.get<{ items: { assignment?: string }[] }>('/projects/story/responses?wave=after')).items.filter((one) => one.assignment === assignment);

async function signIn(page: Page): Promise<void> {
  await page.goto(home());
  await page.getByLabel('E-mail address').fill('shopper@example.org');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await heading(page, 'Garden shop North');
}
async function sendAnyway(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check and send' }).click();
  await page.getByRole('button', { name: 'Send anyway' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send anyway' }).click();
  await heading(page, 'The report is on its way');
}

it('is filled in by one tab at a time, and handed in once', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const first = await browser.open();
  await signIn(first);
  await first.goto(`${home()}/report`);
  await section(first, 'Arrival').click();
  await question(first, 'greeted').getByRole('radio', { name: 'Yes' }).check({ force: true });
  await first.waitForTimeout(300);

  const second = await first.context().newPage();
  await second.goto(`${home()}/report`);
  await heading(second, 'This report is open in another tab');
  await accessible(second);
  await second.getByRole('button', { name: 'Continue here' }).click();
  await heading(second, 'Arrival');
  expect(await question(second, 'greeted').getByRole('radio', { name: 'Yes' }).isChecked()).toBe(true);
  await heading(first, 'This report is open in another tab');

  await second.getByRole('button', { name: 'Overview' }).click();
  await sendAnyway(second);
  await first.getByRole('button', { name: 'Continue here' }).click();
  await heading(first, 'This report has been sent already');
  await accessible(first);
  expect(await eventually(reports, (found) => found.length > 0)).toHaveLength(1);
  await browser.end();
});

it('keeps list and drafts when the sign-in runs out without network, and sends after the next one', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await browser.offline(true);
  await page.context().clearCookies();
  await page.goto(`${server.address}/field/`);
  await page.locator(`a[href$="${assignment}"]`).tap();
  await page.getByRole('link', { name: 'Start report' }).tap();
  await section(page, 'Arrival').tap();
  await question(page, 'greeted').getByRole('radio', { name: 'No' }).tap({ force: true });
  await page.waitForTimeout(300);
  await page.goto(`${server.address}/field/drafts`);
  await page.getByText(/^In progress/).waitFor();
  await page.getByRole('link', { name: 'Continue report' }).tap();
  await heading(page, 'Arrival');
  await page.getByRole('button', { name: 'Overview' }).tap();
  await sendAnyway(page);

  // The network is back, the sign-in is not: everything stays, and the page says what it takes.
  await browser.offline(false);
  await page.getByRole('link', { name: 'Back to the list' }).tap();
  await page.getByText('1 not sent yet').waitFor();
  await page.getByRole('button', { name: 'Sign in to send' }).waitFor();
  await page.getByText('Finished, not sent yet').waitFor();
  await accessible(page);
  expect(await reports()).toEqual([]);
  await page.getByRole('button', { name: 'Sign in to send' }).tap();
  const dialog = page.getByRole('dialog');
  expect(await dialog.getByLabel('E-mail address').inputValue()).toBe('shopper@example.org');
  await accessible(page);
  await dialog.getByLabel('Password').fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).tap();
  await page.getByText('1 not sent yet').waitFor({ state: 'detached' });
  expect(await reports()).toHaveLength(1);
  await browser.end();
});

it('says of a file that it is no picture, and takes the next one', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page);
  await page.getByRole('link', { name: 'Start report' }).tap();
  await section(page, 'Arrival').tap();
  await question(page, 'wait').locator('input').fill('12');
  const photo = question(page, 'queue_photo');
  await photo.locator('input[type=file]').setInputFiles({ name: 'photo.heic', mimeType: 'image/heic', buffer: Buffer.from('ftypheic, but not really') });
  await photo.getByText('This file is not a picture that can be read here.').waitFor();
  await accessible(page);
  await photo.locator('input[type=file]').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(page) });
  await photo.getByRole('img').waitFor();
  expect(await photo.getByText('not a picture').count()).toBe(0);
  await browser.end();
});

it('goes back with the browser from a section to where it was opened, and only then out of the report', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page);
  await page.getByRole('link', { name: 'Start report' }).tap();
  await section(page, 'Arrival').tap();
  await question(page, 'greeted').getByRole('radio', { name: 'Yes' }).tap({ force: true });
  await page.getByRole('button', { name: 'Next: Advice' }).tap();
  await heading(page, 'Advice');
  await page.goBack();
  await heading(page, 'Overview');
  await section(page, 'Arrival').filter({ hasText: '1 of 3 answered, 2 missing' }).waitFor();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByRole('listitem').getByRole('button', { name: /^How many minutes/ }).first().tap();
  await heading(page, 'Arrival');
  await page.waitForFunction(() => document.activeElement?.closest('[data-question]')?.getAttribute('data-question') === 'wait');
  await page.goBack();
  await heading(page, 'Before you send');
  await page.goBack();
  await heading(page, 'Overview');
  await page.goBack();
  await heading(page, 'Garden shop North');
  // The next sitting begins at the overview, where the last one ended.
  await page.getByRole('link', { name: 'Continue report' }).tap();
  await heading(page, 'Overview');
  await page.getByRole('link', { name: 'Back' }).tap();
  await heading(page, 'Garden shop North');
  await browser.end();
});

it('can be filled in and sent by keyboard alone', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page);
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
  /** Walks with Tab until the focus is on something that says so. */
  const tabTo = async (words: RegExp) => {
    for (let steps = 0; steps < 60; steps++) {
      if (words.test(await focused())) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab never comes to ${words}`);
  };
  const within = () => page.evaluate(() => document.activeElement?.closest('[data-question]')?.getAttribute('data-question') ?? '');
  const tabInto = async (name: string) => {
    for (let steps = 0; steps < 30 && (await within()) !== name; steps++) await page.keyboard.press('Tab');
    expect(await within()).toBe(name);
  };

  await tabTo(/^Start report$/);
  await page.keyboard.press('Enter');
  await heading(page, 'Overview');
  await tabTo(/^Arrival/);
  await page.keyboard.press('Enter');
  await heading(page, 'Arrival');
  expect(await focused()).toBe('Arrival');
  await tabInto('greeted');
  await page.keyboard.press('Space');
  await tabInto('wait');
  await page.keyboard.type('3');
  await tabInto('attention');
  await page.keyboard.press('ArrowDown');
  expect(await question(page, 'attention').getByRole('radio').nth(1).isChecked()).toBe(true);
  await tabTo(/^Overview$/);
  await page.keyboard.press('Enter');
  await heading(page, 'Overview');
  await section(page, 'Arrival').filter({ hasText: 'Complete' }).waitFor();
  await tabTo(/^Check and send$/);
  await page.keyboard.press('Enter');
  await heading(page, 'Before you send');
  await tabTo(/^Send anyway$/);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('dialog').waitFor({ state: 'detached' });
  expect(await focused()).toBe('Send anyway');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  for (let steps = 0; steps < 5 && !(await page.evaluate(() => document.activeElement?.closest('dialog') && /Send anyway/.test(document.activeElement.textContent ?? ''))); steps++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await heading(page, 'The report is on its way');
  expect(await eventually(reports, (found) => found.length > 0)).toHaveLength(1);
  await browser.end();
});
