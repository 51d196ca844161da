// A lead plans a visit entirely at the desk: touchpoint, wave, location, assignment; the
// shopper's list shows it, and no longer once it is called off.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { library } from './programme';
import { Server } from './server';

interface Planned {
  firstDay: string;
  lastDay: string;
  fee?: { amount: number; currency: string };
  scenario?: Record<string, string>;
  briefing: Record<string, string>;
  cancelled?: boolean;
}

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.post('/projects/story/definitions', library('store-visit'));
  for (const role of ['shopper', 'viewer'] as const) {
    const { token } = await lead.post<{ token: string }>('/projects/story/invitations', { role });
    await lead.post(`/invitations/${token}/acceptance`, { name: `A ${role}`, email: `${role}@example.org`, password, language: 'en' });
  }
});
afterAll(() => server.end());

async function signIn(page: Page, path: string, email: string, words: { email: string; password: string; go: string }): Promise<void> {
  await page.goto(server.address + path);
  await page.getByLabel(words.email).fill(email);
  await page.getByLabel(words.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: words.go }).click();
  await page.getByLabel(words.password, { exact: true }).waitFor({ state: 'detached' });
}
const english = { email: 'E-mail', password: 'Password', go: 'Sign in' };
const german = { email: 'E-Mail', password: 'Passwort', go: 'Anmelden' };

const dialog = (page: Page) => page.getByRole('dialog');
async function send(page: Page, name = 'Create'): Promise<void> {
  await dialog(page).getByRole('button', { name, exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
}
const entry = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
async function noOverflow(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), page.url()).toBe(0);
}
const planned = async () => (await lead.get<{ items: Planned[] }>('/projects/story/assignments')).items;

it('plans a visit from touchpoint to assignment, and calls it off', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, '/desk/projects/story/assignments', 'lead@example.org', english);

  // What a visit needs is said, with the way there.
  await page.getByRole('heading', { name: 'First, what a visit needs' }).waitFor();
  expect(await page.getByRole('main').getByRole('listitem').allTextContents()).toEqual(['a wave', 'a location']);
  await accessible(page);

  await entry(page, 'Touchpoints');
  await page.getByRole('heading', { name: 'No touchpoint yet' }).waitFor();
  await page.getByRole('button', { name: 'New touchpoint' }).click();
  await dialog(page).getByLabel('Title (English)').fill('Checkout');
  await dialog(page).getByLabel('Title (German)').fill('Kasse Süd');
  await dialog(page).getByLabel('Channel').selectOption({ label: 'Personal' });
  await dialog(page).getByLabel(/^Goal(?! of)/).fill('Pay within two minutes.');
  expect(await dialog(page).getByLabel('Name in definitions').inputValue()).toBe('checkout');
  await accessible(page);
  await send(page);
  await page.getByRole('row', { name: '1 Edit Checkout Personal Pay within two minutes. checkout' }).waitFor();

  // A second of the same name would replace the first: it is refused. The title alone may change.
  await page.getByRole('button', { name: 'New touchpoint' }).click();
  await dialog(page).getByLabel('Title (English)').fill('Checkout');
  await dialog(page).getByText('There is a touchpoint with this name already.').waitFor();
  await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
  // Escape never throws away what was typed without asking; twice neither.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keep editing' }).click();
  expect(await dialog(page).getByLabel('Title (English)').inputValue()).toBe('Checkout');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Edit Checkout' }).press('Enter');
  await dialog(page).getByLabel('Title (English)').fill('Till');
  await send(page, 'Save');
  await page.getByRole('row', { name: 'Edit Till Personal' }).waitFor();
  expect(await lead.get('/projects/story/touchpoints')).toMatchObject({
    items: [{ name: 'checkout', title: { en: 'Till', de: 'Kasse Süd' }, channel: 'personal', goal: 'Pay within two minutes.', order: 1 }]
  });
  await accessible(page);

  await entry(page, 'Waves');
  await page.getByRole('button', { name: 'New wave' }).click();
  await dialog(page).getByLabel('Title (English)').fill('Spring');
  expect(await dialog(page).getByRole('radio', { name: 'Baseline' }).isChecked()).toBe(true);
  await dialog(page).getByLabel('First day').fill('2026-05-10');
  await dialog(page).getByLabel('Last day').fill('2026-05-01');
  await dialog(page).getByText('The last day lies before the first.').waitFor();
  await dialog(page).getByLabel('Last day').fill('2026-05-31');
  await accessible(page);
  await send(page);
  await page.getByRole('button', { name: 'New wave' }).click();
  await dialog(page).getByLabel('Title (English)').fill('Autumn');
  expect(await dialog(page).getByRole('radio', { name: 'Follow-up' }).isChecked()).toBe(true);
  await send(page);
  await page.getByRole('row', { name: /Edit Spring Baseline 10 May 2026 – 31 May 2026/ }).waitFor();
  await page.getByRole('row', { name: 'Autumn' }).getByRole('link', { name: 'Compare with Spring' }).waitFor();
  await accessible(page);

  await entry(page, 'Locations');
  await page.getByRole('button', { name: 'New location' }).click();
  await dialog(page).getByLabel('Title').fill('Garden shop North');
  await dialog(page).getByLabel('Code').fill('0007');
  await dialog(page).getByLabel('Address').fill('Bahnhofstrasse 7, 8001 Zürich');
  await dialog(page).getByLabel('Latitude').fill('147');
  await dialog(page).getByLabel('Longitude').fill('8,5417');
  await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
  await dialog(page).getByText('Enter degrees between −90 and 90').waitFor();
  await accessible(page);
  await dialog(page).getByLabel('Latitude').fill('47.3769');
  await dialog(page).getByLabel('Tags').fill('city, pilot market, city');
  await send(page);
  await page.getByLabel('Search locations').fill('pilot zürich');
  await page.getByText('1 of 1 locations').waitFor();
  expect(await lead.get('/projects/story/locations')).toMatchObject({
    items: [{ code: '0007', position: { lat: 47.3769, lon: 8.5417 }, tags: ['city', 'pilot market'] }]
  });
  await accessible(page);

  // The assignment: what is missing is said by field; what was typed survives closing.
  await entry(page, 'Assignments');
  await page.getByRole('button', { name: 'New assignment' }).click();
  await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
  expect(await dialog(page).getByText('Please choose one.').count()).toBe(4);
  await dialog(page).getByLabel('Shopper', { exact: true }).selectOption({ label: 'A shopper (shopper@example.org)' });
  await dialog(page).getByLabel('Location').selectOption('0007');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'New assignment' }).click();
  expect(await dialog(page).getByLabel('Location').inputValue()).toBe('0007');
  await dialog(page).getByLabel('Wave').selectOption('spring');
  await dialog(page).getByLabel('Definition').selectOption('store-visit/1');
  await dialog(page).getByLabel('First day').fill('2026-05-10');
  await dialog(page).getByLabel('Last day').fill('2099-05-31');
  await dialog(page).getByLabel('Scenario (English)').fill('You look for a present.');
  await dialog(page).getByLabel('Briefing (English)').fill('Arrive **after five**.');
  expect(await dialog(page).locator('.preview strong').textContent()).toBe('after five');
  await dialog(page).getByLabel('Fee').fill('25,555');
  await dialog(page).getByRole('button', { name: 'Create', exact: true }).click();
  await dialog(page).getByText('Enter an amount such as').waitFor();
  await accessible(page);
  await dialog(page).getByLabel('Fee').fill('25,50');
  await send(page);
  await page.getByRole('row', { name: /Show Garden shop North Offered A shopper .*CHF\s25\.50/ }).waitFor();
  expect(await planned()).toMatchObject([
    { firstDay: '2026-05-10', lastDay: '2099-05-31', fee: { amount: 2550, currency: 'CHF' }, briefing: { en: 'Arrive **after five**.' } }
  ]);
  await accessible(page);

  // The shopper's list shows it.
  const field = new Browser(phone, { origin: server.address });
  const list = await field.open();
  await signIn(list, '/field/', 'shopper@example.org', english);
  await list.getByRole('link', { name: /Garden shop North/ }).tap();
  await list.getByText('You look for a present.').waitFor();
  await list.getByText('after five').waitFor();
  await list.getByText(/CHF\s25\.50/).first().waitFor();

  // Called off, it leaves the list; reinstated, it is back.
  const act = async (name: string, send: string) => {
    await page.getByRole('toolbar').getByRole('button', { name, exact: true }).click();
    await accessible(page);
    await dialog(page).getByRole('button', { name: send }).click();
    await dialog(page).waitFor({ state: 'detached' });
  };
  await page.getByRole('checkbox', { name: 'Select Garden shop North' }).check();
  await act('Call off …', 'Call off one assignment');
  await page.getByRole('row', { name: /Garden shop North Called off/ }).waitFor();
  expect((await planned()).map(({ cancelled }) => cancelled)).toEqual([true]);
  await list.goto(`${server.address}/field/`);
  await list.getByRole('heading', { level: 1 }).waitFor();
  await list.getByRole('link', { name: /Garden shop North/ }).waitFor({ state: 'detached' });
  await act('Reinstate', 'Reinstate one assignment');
  await page.getByRole('row', { name: /Garden shop North Offered/ }).waitFor();
  await list.reload();
  await list.getByRole('link', { name: /Garden shop North/ }).waitFor();
  await field.end();

  // Another like it begins with the same visit, who and where open; the one that is there can change.
  await page.getByRole('button', { name: 'Show Garden shop North' }).press('Enter');
  await page.getByRole('button', { name: 'Plan another' }).click();
  expect(await dialog(page).getByLabel('Location').inputValue()).toBe('');
  expect(await dialog(page).getByLabel('Wave').inputValue()).toBe('spring');
  expect(await dialog(page).getByLabel('Fee').inputValue()).toBe('25.50');
  await page.keyboard.press('Escape');
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await dialog(page).getByLabel('Fee').fill('');
  await dialog(page).getByLabel('Scenario (German)').fill('Sie suchen ein Geschenk.');
  await send(page, 'Save');
  await page.getByRole('complementary').last().getByText('Changed').waitFor();
  const [changed, ...more] = await planned();
  expect(more).toEqual([]);
  expect(changed).toMatchObject({ scenario: { en: 'You look for a present.', de: 'Sie suchen ein Geschenk.' }, lastDay: '2099-05-31' });
  expect(changed?.fee).toBeUndefined();
  await browser.end();
});

it('shows a viewer the plan without anything to change, on a phone, in German and dark', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, '/desk/projects/story/touchpoints', 'viewer@example.org', german);
  for (const [path, text] of [
    ['touchpoints', 'Kasse Süd'],
    ['waves', 'Nullmessung'],
    ['locations', 'Garden shop North']
  ] as const) {
    await page.goto(`${server.address}/desk/projects/story/${path}`);
    await page.getByText(text).first().waitFor();
    // Filters may be pressed; nothing else is offered.
    expect(await page.getByRole('main').getByRole('button', { name: /neu|bearbeiten|import|sichern/i }).count()).toBe(0);
    expect(await page.getByRole('main').getByRole('link', { name: /import/i }).count()).toBe(0);
    await accessible(page);
    await noOverflow(page);
  }
  await browser.end();
});
