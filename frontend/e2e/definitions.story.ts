// A lead writes definitions: takes one of the library, begins its next version, sees mistakes with their places and
// the preview beside, meets somebody else's changes, loses nothing without a network, and publishes with the
// differences before their eyes.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { Server } from './server';

const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

const patient = { timeout: 10_000 };

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
});
afterAll(() => server.end());

async function signIn(page: Page, path: string, german = false): Promise<void> {
  await page.goto(`${server.address}/desk/projects/story${path}`);
  await page.getByLabel(german ? 'E-Mail' : 'E-mail').fill('lead@example.org');
  await page.getByLabel(german ? 'Passwort' : 'Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: german ? 'Anmelden' : 'Sign in' }).click();
}

interface Draft {
  draft: { title: Record<string, string> };
  revision: number;
}
const draftOf = (id: string) => lead.get<Draft>(`/projects/story/definitions/${id}/draft`);
const titleOf = async (id: string) => (await draftOf(id)).draft.title['en'];
const screen = (page: Page) => page.getByRole('region', { name: 'Preview' });
const selected = (page: Page) => page.evaluate(() => document.getSelection()?.toString());

it('takes a definition of the library on, changes it and publishes the next version', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, '/definitions');
  await page.getByText('No definition yet').waitFor();
  await page.getByRole('link', { name: 'Look at it: How was your visit?' }).click();
  await page.getByRole('heading', { name: 'How was your visit?', level: 1 }).waitFor();
  await screen(page).getByRole('radio').first().waitFor();
  await accessible(page);
  const pages = screen(page).getByRole('combobox', { name: 'Page' });
  await pages.selectOption({ index: 1 });
  await screen(page).getByRole('button', { name: 'Back' }).waitFor();
  await expect.poll(() => pages.evaluate((select: HTMLSelectElement) => select.selectedIndex), patient).toBe(1);
  await page.getByRole('button', { name: 'Use as it is' }).click();
  await page.getByText('Version 1').first().waitFor();

  // The next version begins with what there is.
  await page.getByRole('button', { name: 'Start the next version' }).click();
  await page.getByText('becomes version 2').waitFor();
  const text = page.getByRole('textbox', { name: 'JSON of the definition' });
  const before = await text.inputValue();
  await page.getByRole('tab', { name: 'Changes' }).click();
  await page.getByText('Nothing is different.').waitFor();

  // A mistake leads to its place; nothing is published with it.
  const question = '    { "type": "integer", "name": "visits", "label": { "en": "Visits so far" }, "relevant": "${vists} = 1" },\n';
  const mistaken = before.replace(/("body": \[\n)/, `$1${question}`);
  await text.fill(mistaken);
  await page.getByText('Saving …').waitFor();
  const place = page.getByRole('button', { name: 'Show visits › relevant in the text' });
  await place.waitFor();
  await accessible(page);
  await place.click();
  expect(await selected(page)).toBe('"relevant": "${vists} = 1"');
  await page.getByRole('button', { name: 'Publish …' }).click();
  expect(await page.getByRole('dialog').count()).toBe(0);

  // No JSON at all: said with its line, kept on this device, back after looking elsewhere.
  const half = mistaken.replace('"Visits so far" }', '"Visits so far" ');
  await text.fill(half);
  await page.getByText('Not saved yet: the text is no JSON').waitFor();
  await page.getByRole('button', { name: /^line \d+$/ }).waitFor();
  await page.getByRole('link', { name: 'Definitions' }).first().click();
  await page.getByRole('link', { name: 'Draft, one mistake' }).click();
  await expect.poll(() => text.inputValue(), patient).toBe(half);

  // Mended, it is tried out beside the text; what was answered stays while the text changes.
  const mended = before.replace(/("body": \[\n)/, `$1${question.replace(', "relevant": "${vists} = 1"', '')}`).replace('"How was your visit?"', '"How was your visit today?"');
  await text.fill(mended);
  await page.getByRole('tab', { name: 'Preview' }).click();
  await screen(page).getByLabel('Visits so far').fill('3');
  await text.fill(mended.replace('Visits so far', 'Earlier visits'));
  await expect.poll(() => screen(page).getByLabel('Earlier visits').inputValue(), patient).toBe('3');

  // A picture for a label.
  await page.getByRole('tab', { name: 'Media' }).click();
  await page.getByLabel('Add media …').setInputFiles({ name: 'shelf.png', mimeType: 'image/png', buffer: picture });
  await page.getByText('not used').waitFor();
  await text.fill((await text.inputValue()).replace('"name": "visits",', '"name": "visits", "media": { "image": { "en": "shelf.png" } },'));
  await page.getByText('not used').waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Preview' }).click();
  await screen(page).getByRole('img', { name: /Earlier visits/ }).waitFor();

  // The differences stand before the last word.
  await page.getByText(/^Saved/).waitFor();
  await page.getByRole('button', { name: 'Publish …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'Added' }).waitFor();
  await dialog.getByText('How was your visit today?').waitFor();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByText('Version 2').first().waitFor();
  await screen(page).getByRole('img', { name: /Earlier visits/ }).waitFor();

  await page.getByRole('link', { name: 'Compare versions' }).click();
  await page.getByRole('heading', { name: 'Added' }).waitFor();
  await page.getByLabel('From').selectOption('2');
  await page.getByText('Nothing is different.').waitFor();
  await accessible(page);
  await browser.end();
});

it('meets what somebody else has saved, and loses nothing without a network', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, '/definitions/new');
  await page.getByLabel('Title').fill('Waiting at the counter');
  await page.getByRole('button', { name: 'Start the draft' }).first().click();
  const text = page.getByRole('textbox', { name: 'JSON of the definition' });
  await text.waitFor();
  await page.getByText(/^Saved/).waitFor();
  const id = 'waiting-at-the-counter';

  const retitle = async (title: string) => text.fill((await text.inputValue()).replace(/"title": \{ "en": "[^"]*"/, `"title": { "en": "${title}"`));
  const meanwhile = async (title: string) => {
    const { draft, revision } = await draftOf(id);
    const token = await fetch(`${server.address}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ email: 'lead@example.org', password }) });
    const { accessToken } = (await token.json()) as { accessToken: string };
    const answer = await fetch(`${server.address}/api/v1/projects/story/definitions/${id}/draft`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${accessToken}`, 'If-Match': `"${revision}"` },
      body: JSON.stringify({ ...draft, title: { en: title } })
    });
    expect(answer.status).toBe(200);
  };

  // Mine stays.
  await meanwhile('Theirs');
  await retitle('Mine');
  await page.getByText('Somebody else has changed this draft').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Keep my text' }).click();
  await expect.poll(() => titleOf(id), patient).toBe('Mine');

  // Theirs stays.
  await meanwhile('Theirs again');
  await retitle('Mine again');
  await page.getByRole('button', { name: 'Take theirs' }).click();
  expect(await text.inputValue()).toContain('Theirs again');

  // Without a network the text stays on this device, also over closing the browser.
  await browser.offline(true);
  await retitle('Written in the train');
  await page.getByText('Not saved yet; kept on this device').waitFor();
  await browser.close();
  const again = await browser.open();
  await again.goto(`${server.address}/desk/projects/story/definitions/${id}/draft`);
  await expect.poll(() => titleOf(id), patient).toBe('Written in the train');

  await again.getByRole('button', { name: 'Discard the draft' }).click();
  await again.getByRole('dialog').getByRole('button', { name: 'Discard the draft' }).click();
  await again.getByText('The draft is discarded.').waitFor();
  await again.goto(`${server.address}/desk/projects/story/definitions/${id}/draft`);
  await again.getByText('There is no draft here').waitFor();
  await browser.end();
});

it('opens a JSON file on a phone, in German and the dark', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, '/definitions/new', true);
  const file = (text: string) => ({ name: 'Kurz.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  const input = page.getByLabel('Datei öffnen …');
  await input.setInputFiles(file('{"id": "short",'));
  await page.getByRole('alert').waitFor();
  const question = { type: 'text', name: 'why', label: { de: 'Warum?' } };
  const definition = { id: 'short', version: 1, kind: 'customer', title: { de: 'Kurz' }, defaultLanguage: 'de', body: [{ type: 'section', name: 'all', label: { de: 'Alles' }, body: [question] }] };
  await input.setInputFiles(file(JSON.stringify(definition)));
  await page.getByRole('heading', { name: 'Kurz' }).waitFor();
  await page.getByRole('region', { name: 'Vorschau' }).getByText('Warum?').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Veröffentlichen …' }).click();
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Version 1 veröffentlichen' }).click();
  await page.getByText('Version 1', { exact: true }).waitFor();
  await page.getByText('Warum?').first().waitFor();
  await accessible(page);
  await browser.end();
});
