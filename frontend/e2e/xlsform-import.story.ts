// A lead brings an Excel form with the files it names: every problem with its cell, the form tried in a
// phone's frame, kept as a draft with its media, published, and saved as a workbook again.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { Server } from './server';

const form = [
  '| survey |',
  '| | type | name | label::English (en) | label::Deutsch (de) | relevant | calculation | required | image::English (en) | constraint |',
  '| | select_one stores | store | Which store? | Welcher Laden? | | | yes | shelf.png | |',
  '| | begin_repeat | people | Members of staff | Mitarbeitende | | | | | |',
  '| | text | who | Name | Name | | | | | |',
  '| | integer | wait | Minutes waited | Minuten gewartet | | | | | . < 100 |',
  '| | end_repeat | | | | | | | | |',
  '| | calculate | total | | | | sum(${wait}) | | | |',
  '| | note | long | That was ${total} minutes. | Das waren ${total} Minuten. | ${total} > 10 | | | | |',
  '| choices |',
  '| | list_name | name | label::English (en) | label::Deutsch (de) |',
  '| | stores | zh | Zürich | Zürich |',
  '| | stores | be | Bern | Bern |',
  '| settings |',
  '| | form_title | form_id | version | default_language |',
  '| | Waiting in stores | waiting | 1 | English (en) |'
].join('\n');
const file = (text: string) => ({ name: 'waiting.md', mimeType: 'text/markdown', buffer: Buffer.from(text) });
/** One pixel. */
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

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

it('reads a form, shows what is wrong with it, and publishes it once it is mended', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, '/definitions');
  await page.getByRole('link', { name: 'Add a definition' }).first().click();
  await accessible(page);
  await page.getByRole('link', { name: 'Bring a form' }).click();
  const input = page.locator('input[type=file]');

  // An old workbook is told apart, with what to do.
  await input.setInputFiles({ name: 'old.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1' + '00'.repeat(512), 'hex') });
  await page.getByRole('heading', { name: 'Excel form' }).waitFor();
  await page.getByText('This is an old Excel file (.xls)').waitFor();
  await accessible(page);

  // A form with mistakes: each with its cell, the errors alone, and no preview.
  await page.getByRole('button', { name: 'Start over' }).click();
  await input.setInputFiles(file(form.replace('sum(${wait})', 'sum(${wiat})').replace('select_one stores', 'select_one shops').replace('| | stores | be |', '| | stores | zh |')));
  const table = page.getByRole('table', { name: 'What was found' });
  const typo = table.getByRole('row').filter({ hasText: 'wiat' }).first();
  await typo.waitFor();
  expect(await typo.innerText()).toMatch(/survey\s+row 8\s+calculation/);
  const all = await table.getByRole('row').count();
  await page.getByRole('group', { name: 'Which are shown' }).getByRole('button', { name: 'mistake' }).click();
  expect(await table.getByRole('row').count()).toBeLessThan(all);
  await table.getByRole('button', { name: 'Sheet, row, column' }).click();
  await page.getByText('The preview appears once').waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  expect(readFileSync(await (await saving).path(), 'utf8')).toContain('survey,8,calculation');
  await accessible(page);

  // The mended form with its picture: it is tried out beside its questions.
  await page.getByRole('button', { name: 'Start over' }).click();
  await input.setInputFiles([file(form), { name: 'shelf.png', mimeType: 'image/png', buffer: picture }]);
  const screen = page.getByRole('region', { name: 'Preview' });
  await screen.getByText('Which store?').waitFor();
  await screen.getByRole('img').first().waitFor();
  await page.getByRole('combobox', { name: 'Language of the preview' }).selectOption('de');
  await screen.getByText('Welcher Laden?').waitFor();
  await screen.getByRole('button', { name: /Weiter|Next|Finish/ }).last().click();
  await screen.locator('.error:not(:empty)').first().waitFor();
  await screen.getByText('Bern', { exact: true }).click();
  await screen.getByLabel('Minuten gewartet').fill('12');
  await screen.getByText('Das waren 12 Minuten.').waitFor();
  await page.getByText('Values and rules').click();
  await page.getByRole('listitem').filter({ hasText: 'total' }).filter({ hasText: '12' }).filter({ hasText: 'calculated' }).waitFor();
  await accessible(page);

  // Kept with its picture; the draft is published.
  await page.getByRole('button', { name: 'Keep as draft' }).click();
  await page.getByText('becomes version 1').waitFor();
  await page.getByRole('region', { name: 'Preview' }).getByRole('img').first().waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Publish …' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 1' }).click();
  await page.getByRole('heading', { name: 'Waiting in stores' }).waitFor();
  const exported = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as Excel' }).click();
  const workbook = readFileSync(await (await exported).path());
  expect(workbook.subarray(0, 2).toString()).toBe('PK');

  // What was saved comes back as it is, as the next version of itself.
  await page.goto(`${server.address}/desk/projects/story/definitions/import`);
  await page.locator('input[type=file]').setInputFiles([
    { name: 'waiting-1.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: workbook },
    { name: 'shelf.png', mimeType: 'image/png', buffer: picture }
  ]);
  await page.getByText('Version 2').first().waitFor();
  await browser.end();
});

it('works on a phone, in German and the dark', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, '/definitions/import', true);
  await page.locator('input[type=file]').setInputFiles(file(form));
  await page.getByRole('heading', { name: 'Waiting in stores' }).waitFor();
  await page.getByText('shelf.png').first().waitFor();
  await accessible(page);
  await browser.end();
});
