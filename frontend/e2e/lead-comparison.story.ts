// A lead sets Touchstone up in the browser, looks at the demo project's comparison with
// mouse and keyboard, and keeps what was typed when the sign-in runs out.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { Server } from './server';

interface Row {
  indicator: string;
  role: string;
  verdict: string;
  change: { estimate: number } | null;
}

let server: Server;

beforeAll(async () => {
  server = await Server.start();
});
afterAll(() => server.end());

const email = 'lead@example.org';
const comparison = '/desk/projects/demo/comparison';
const openers = (page: Page) => page.locator('[data-row]');
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-row'));
const narrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

it('sets up with the demo project', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/desk/`);
  await page.getByRole('heading', { name: 'Touchstone has not been set up yet' }).waitFor();
  await accessible(page);

  await page.goto(`${server.address}/desk/setup#${server.setupToken}`);
  await page.getByLabel('Your name').fill('Lead of the story');
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill('short');
  await page.getByText('5 of at least 10 characters').waitFor();
  await accessible(page);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Set up' }).click();

  await page.getByRole('link', { name: /Demo/ }).first().click();
  await page.getByRole('link', { name: 'Open the comparison' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await browser.end();
});

it('reads the comparison with keyboard and filters, and takes it along as CSV', async () => {
  const lead = await Person.signIn(server, email);
  const waves = (await lead.get<{ items: { name: string }[] }>('/projects/demo/waves')).items;
  const { rows } = await lead.get<{ rows: Row[] }>(`/projects/demo/comparison?baseline=${waves[0]?.name}&followUp=${waves[1]?.name}`);
  const improved = rows.filter((row) => row.verdict === 'improved').length;
  // The finding is about touchpoints, whose composites come first.
  const composites = rows.filter((row) => row.role === 'composite');
  const touchpoints = composites.filter((row) => row.verdict === 'improved').length;
  expect(touchpoints).toBeGreaterThan(0);
  expect(improved).toBeGreaterThan(touchpoints);

  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.goto(server.address + comparison);
  await signIn(page);
  await page.getByRole('heading', { level: 1, name: `${touchpoints} of ${composites.length} touchpoints improved` }).waitFor();
  await page.getByText('Demo data', { exact: true }).waitFor();
  expect(await openers(page).count()).toBe(rows.length);
  await accessible(page);

  // Keyboard: down, down, up, open, on to the next, close; the focus is where it was.
  await page.getByRole('heading', { level: 1 }).click();
  for (const key of ['j', 'j', 'k']) await page.keyboard.press(key);
  const first = await openers(page).first().getAttribute('data-row');
  expect(await focused(page)).toBe(first);
  await page.keyboard.press('Enter');
  const detail = page.getByRole('complementary', { name: 'Detail' });
  await detail.getByRole('heading', { name: 'Method' }).waitFor();
  await accessible(page);
  await page.keyboard.press('j');
  const second = await openers(page).nth(1).getAttribute('data-row');
  expect(new URL(page.url()).searchParams.get('row')).toBe(second);
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
  expect(await focused(page)).toBe(second);

  // Filters live in the address, survive a reload, and leave the finding alone.
  await page.getByRole('button', { name: /^Improved/ }).click();
  expect(new URL(page.url()).searchParams.get('verdict')).toBe('improved');
  await page.reload();
  await page.getByRole('heading', { level: 1, name: `${touchpoints} of ${composites.length} touchpoints improved` }).waitFor();
  expect(await openers(page).count()).toBe(improved);

  // The table behind the picture, and the same rows as a file.
  await page.keyboard.press('t');
  await page.getByRole('table').waitFor();
  expect(await openers(page).count()).toBe(improved);
  await accessible(page);
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const csv = readFileSync(await (await downloading).path(), 'utf8').trim().split('\r\n');
  expect(csv).toHaveLength(improved + 1);
  const at = csv[0]?.split(',').indexOf('change') ?? -1;
  const changes = rows.filter((row) => row.verdict === 'improved').map((row) => row.change?.estimate);
  // Counted from the end, where no cell holds a comma.
  const fromEnd = at - (csv[0]?.split(',').length ?? 0);
  expect(csv.slice(1).map((line) => Number(line.split(',').at(fromEnd))).sort()).toEqual(changes.sort());

  // The waves exchanged: what improved has worsened.
  await page.getByRole('button', { name: /^Improved/ }).click();
  await page.getByLabel('Baseline', { exact: true }).selectOption(waves[1]?.name ?? '');
  await page.getByRole('heading', { level: 1, name: `${touchpoints} worsened` }).waitFor();
  await browser.end();
});

it('fits a phone, in German, in the dark', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await page.goto(server.address + comparison);
  await page.getByLabel('E-Mail-Adresse').fill(email);
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).tap();
  await page.getByRole('heading', { level: 1, name: /Kontaktpunkten besser/ }).waitFor();
  await accessible(page);
  expect(await narrow(page)).toBe(true);
  await openers(page).first().tap();
  await page.getByRole('heading', { name: 'Verfahren' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Schliessen' }).tap();
  await page.getByRole('button', { name: 'Menü' }).tap();
  await page.getByRole('link', { name: 'Antworten' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Antworten' }).waitFor();
  await page.getByRole('table').waitFor();
  await accessible(page);
  await page.getByRole('table').getByRole('link').first().tap();
  await page.getByRole('link', { name: /Alle Antworten/ }).waitFor();
  await accessible(page);
  expect(await narrow(page)).toBe(true);
  await browser.end();
});

it('lets a viewer join, read, and change nothing', async () => {
  const lead = await Person.signIn(server, email);
  const { token } = await lead.post<{ token: string }>('/projects/demo/invitations', { role: 'viewer', email: 'board@example.org', name: 'Board' });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/desk/join#${token}`);
  await page.getByRole('heading', { name: /^Join / }).waitFor();
  await accessible(page);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('link', { name: 'Open the comparison' }).waitFor();
  await page.getByRole('link', { name: 'Open' }).click();
  await page.getByRole('heading', { level: 1, name: /touchpoints improved/ }).waitFor();
  await page.getByRole('link', { name: 'All projects', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
  expect(await page.getByRole('button', { name: 'New project' }).count()).toBe(0);
  await page.goto(`${server.address}/desk/join#${token}`);
  await page.getByRole('heading', { name: 'This invitation has already been used' }).waitFor();
  await accessible(page);
  await browser.end();
});

it('keeps what was typed when the sign-in runs out', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.clock.install();
  await page.goto(`${server.address}/desk/`);
  await signIn(page);
  await page.getByRole('button', { name: 'New project' }).click();
  const form = page.getByRole('dialog', { name: 'New project' });
  await form.getByLabel('Title').fill('Zürich Süd');
  expect(await form.getByLabel('Name in addresses').inputValue()).toBe('zuerich-sued');

  await page.context().clearCookies();
  await page.clock.fastForward('20:00');
  await form.getByRole('button', { name: 'Create' }).click();
  const again = page.getByRole('dialog', { name: 'Please sign in again' });
  await again.getByLabel('Password').fill(password);
  await again.getByRole('button', { name: 'Sign in' }).click();
  await again.waitFor({ state: 'hidden' });
  expect(await form.getByLabel('Title').inputValue()).toBe('Zürich Süd');
  await form.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('link', { name: 'Zürich Süd' }).click();
  await page.getByRole('heading', { level: 1, name: 'Zürich Süd' }).waitFor();
  await accessible(page);

  // A new project's comparison says what to do first.
  await page.getByRole('link', { name: 'Comparison' }).first().click();
  await page.getByRole('heading', { name: 'No waves yet' }).waitFor();
  await accessible(page);
  await browser.end();
});
