// A lead changes what counts and the rules of field work; mistakes are told at the field, and the change holds.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { prepare } from './programme';
import { Server } from './server';

interface Project {
  title: string;
  timeZone: string;
  languages: string[];
  countedStates?: string[];
  rules?: Record<string, unknown>;
}

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'store-visit');
});
afterAll(() => server.end());

it('changes the settings of a project', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/desk/projects/story/settings`);
  await page.getByLabel('E-mail').fill('lead@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();

  await page.getByLabel('Title').fill('Garden shops and nurseries');
  await page.getByLabel('Time zone').fill('Europe/Nowhere');
  await page.getByLabel('Radius around a location').fill('a lot');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('There is no time zone of this name.').waitFor();
  await page.getByText('A whole number from 0 to 100,000, or empty.').waitFor();
  await accessible(page);
  expect(await page.getByLabel('Time zone').evaluate((field) => field === document.activeElement)).toBe(true);

  await page.getByLabel('Time zone').fill('Europe/Berlin');
  await page.getByLabel('Radius around a location').fill('150');
  await page.getByLabel('Further languages').fill('fr, it');
  await page.getByLabel('Pause before the same shopper').fill('90');
  await page.getByLabel('Approving takes two reviewers').check();
  await page.getByRole('checkbox', { name: /^Submitted/ }).uncheck();
  await page.getByText('they count no more').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The settings are saved.').waitFor();
  expect(await lead.get<Project>('/projects/story')).toMatchObject({
    title: 'Garden shops and nurseries',
    timeZone: 'Europe/Berlin',
    languages: ['en', 'de', 'fr', 'it'],
    countedStates: ['inReview', 'approved'],
    rules: { radius: 150, lockoutDays: 90, secondReviewer: true }
  });
  // The frame of the page knows at once.
  await page.getByRole('combobox', { name: 'Project', exact: true }).getByText('Garden shops and nurseries').waitFor({ state: 'attached' });

  // Taking a rule out, and discarding what was typed.
  await page.getByLabel('Radius around a location').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('The settings are saved.').last().waitFor();
  await expect.poll(async () => (await lead.get<Project>('/projects/story')).rules).toEqual({ lockoutDays: 90, secondReviewer: true });
  await page.getByLabel('Title').fill('Something else');
  await page.getByText('1 change not saved yet').waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  expect(await page.getByLabel('Title').inputValue()).toBe('Garden shops and nurseries');
  await browser.end();
});

it('fits a phone', async () => {
  const browser = new Browser(phone, { origin: server.address, locale: 'de-CH' });
  const page = await browser.open();
  await page.goto(`${server.address}/desk/projects/story/settings`);
  await page.getByLabel('E-Mail').fill('lead@example.org');
  await page.getByLabel('Passwort', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).click();
  await page.getByRole('heading', { name: 'Einstellungen' }).waitFor();
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  await browser.end();
});
