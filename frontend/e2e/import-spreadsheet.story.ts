// A lead brings last year's spreadsheet in as the baseline: the definition from the library,
// the columns mapped by hand where their names say nothing, odd values seen before and after;
// the numbers stand in the comparison, and importing again adds nothing.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { compare, eventually } from './programme';
import { Server } from './server';

const rows: string[][] = [
  ['1', '5', '1', '10', 'fine'],
  ['2', '4', '2', '9', ''],
  ['3', '4', '3', '7', ''],
  ['4', '3', '9', '0', ''],
  ['5', '7', '1', 'ten', ''],
  ['6', '0', '4', '8', 'slow; very']
];
const csv = ['Nr;satisfaction;Fund;recommend;Bemerkung', ...rows.map((row) => row.map((cell) => (cell.includes(';') ? `"${cell}"` : cell)).join(';'))].join('\r\n');
const file = { name: 'last-year.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.put('/projects/story/waves/after', { title: { en: 'After', de: 'Nachher' }, kind: 'followUp', order: 2 });
});
afterAll(() => server.end());

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(`${server.address}/desk/projects/story${path}`);
  await page.getByLabel('E-mail').fill('lead@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}
const column = (page: Page, name: string) => page.getByLabel(`What column ${name} becomes`);

it('turns a spreadsheet with odd values into the baseline', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, '/imports');

  // Without a definition the wizard says what to do first.
  await page.getByRole('link', { name: 'Import a spreadsheet' }).click();
  await page.getByRole('heading', { name: 'First, a definition' }).waitFor();
  await accessible(page);
  await page.getByRole('link', { name: 'To the definitions' }).click();
  await page.getByRole('button', { name: 'Use as it is: How was your visit?' }).click();
  await page.getByRole('link', { name: 'How was your visit?' }).waitFor();
  await accessible(page);

  // The file, and a wave made on the way.
  await page.getByRole('link', { name: 'Imports' }).click();
  await page.getByRole('link', { name: 'Import a spreadsheet' }).click();
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByText('6 rows, 5 columns').waitFor();
  await page.getByText('Separated by: semicolon').waitFor();
  await page.getByRole('button', { name: 'New wave …' }).click();
  await page.getByLabel('Title').fill('Before');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText('Suggested from the names of the columns').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Continue' }).click();

  // Names that fit were suggested; the others are mapped here, codes included.
  await page.getByRole('heading', { name: 'What the columns become' }).waitFor();
  expect(await column(page, 'satisfaction').inputValue()).toBe('question:satisfaction');
  expect(await column(page, 'recommend').inputValue()).toBe('question:recommend');
  expect(await column(page, 'Fund').inputValue()).toBe('');
  await column(page, 'Fund').selectOption('question:found');
  const found = page.getByRole('listitem').filter({ has: column(page, 'Fund') });
  await found.getByRole('button', { name: 'Values' }).click();
  for (const [cell, choice] of [['1', '=yes'], ['2', '=partly'], ['3', '=no'], ['4', '=nothing']] as const) {
    await found.getByLabel(`What ${cell} means`).selectOption(choice);
  }
  const satisfied = page.getByRole('listitem').filter({ has: column(page, 'satisfaction') });
  await satisfied.getByRole('button', { name: 'Values' }).click();
  await satisfied.getByLabel('What 0 means').selectOption('blank');
  await accessible(page);
  await page.getByRole('button', { name: 'Leave all undecided out' }).click();
  await page.getByRole('button', { name: 'Check all rows' }).click();

  // What will happen, with every odd value, before anything is written.
  await page.getByText('6 of 6 rows become responses.').waitFor();
  const odd = page.getByRole('table', { name: 'Odd values' });
  for (const cells of ['satisfaction 7 outside the scale 1 6', 'Fund 9 no choice of the question 1 5', 'recommend ten not a number 1 6']) {
    await odd.getByRole('row', { name: cells }).waitFor();
  }
  await accessible(page);
  expect((await lead.get<{ items: unknown[] }>('/projects/story/responses')).items).toEqual([]);

  // An odd value is given a meaning, and the check knows.
  await odd.getByRole('button', { name: 'Fund' }).click();
  await found.getByLabel('What 9 means').selectOption('blank');
  await page.getByRole('button', { name: 'Check all rows' }).click();
  await odd.getByRole('row', { name: 'recommend ten' }).waitFor();
  expect(await odd.getByRole('row', { name: 'Fund' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Import 6 rows into “Before”' }).click();
  await page.getByRole('heading', { name: '6 responses were added' }).waitFor();
  await page.locator('summary', { hasText: 'Line by line' }).click();
  await page.getByRole('table', { name: 'Line by line' }).getByRole('row', { name: '6 recommend ten not a number' }).waitFor();
  await accessible(page);
  const [csvOfAll] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'All findings as CSV' }).click()]);
  expect(csvOfAll.suggestedFilename()).toBe('last-year-problems.csv');

  // The numbers stand in the comparison, whose other wave is still empty.
  const levels = await eventually(
    async () => (await compare(lead)).rows.map((row) => [row.indicator, row.baseline.n, row.baseline.estimate]),
    (all) => all.some(([, n]) => n === 4)
  );
  expect(levels).toContainEqual(['satisfaction_mean', 4, 4]);
  expect(levels).toContainEqual(['found_share', 4, 0.5]);

  // The same file again, with the mapping of this import.
  await page.getByRole('button', { name: 'Next file with the same mapping' }).click();
  await page.getByText('The mapping of last-year.csv').waitFor();
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByLabel('Wave that the responses belong to').selectOption('before');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Import 6 rows into “Before”' }).click();
  await page.getByRole('heading', { name: 'Everything was there already: nothing was added' }).waitFor();
  expect((await lead.get<{ items: unknown[] }>('/projects/story/responses')).items).toHaveLength(6);
  await page.getByRole('link', { name: 'Imports' }).first().click();
  await page.getByRole('link', { name: 'last-year.csv' }).waitFor();
  await accessible(page);
  await browser.end();
});

it('says what does not fit in a file or its mapping, and how to go on', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page, '/imports/new');
  const files = page.locator('input[type=file]');
  await files.first().waitFor({ state: 'attached' });
  await files.first().setInputFiles({ ...file, name: 'empty.csv', buffer: Buffer.from('') });
  await page.getByText('The file is empty').waitFor();
  await files.first().setInputFiles(file);
  await page.getByText('6 rows, 5 columns').waitFor();
  const mapping = { definition: { id: 'customer-feedback' }, columns: [{ column: 'Rating', question: 'satisfaction' }, { column: 'recommend', question: 'recommend' }] };
  await files.nth(1).setInputFiles({ name: 'mapping.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(mapping)) });
  await page.getByLabel('Wave that the responses belong to').selectOption('after');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('The file has no column "Rating"').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Leave these entries out' }).click();
  await page.getByText('The file has no column "Rating"').waitFor({ state: 'detached' });
  expect(await column(page, 'recommend').inputValue()).toBe('question:recommend');
  expect(await column(page, 'satisfaction').inputValue()).toBe('');

  // Looking elsewhere loses nothing.
  await page.getByRole('link', { name: 'Imports' }).first().click();
  await page.getByRole('link', { name: 'Import a spreadsheet' }).click();
  expect(await column(page, 'recommend').inputValue()).toBe('question:recommend');
  await browser.end();
});
