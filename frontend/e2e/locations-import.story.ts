// A lead brings a table of locations in, mends its columns, and gets the same table back.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { prepare } from './programme';
import { Server } from './server';
import { noOverflow, signIn } from './desk';

let server: Server;
let lead: Person;

interface Place {
  code: string;
  title: string;
  address?: string;
  position?: { lat: number; lon: number };
  competitor?: boolean;
  tags?: string[];
  openingHours?: { days: number[]; from: string; to: string }[];
}
const places = async () => (await lead.get<{ items: Place[] }>('/projects/story/locations')).items;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'store-visit');
  await lead.put('/projects/story/locations/0003', { title: 'Old name', note: 'Back entrance', tags: ['city'] });
});
afterAll(() => server.end());

// As a German spreadsheet saves it: Windows-1252, semicolons, decimal commas.
const rows = [
  'Filialnr;Filiale;Strasse;Ort;Breite;Länge;Marke;Stichworte;Wettbewerber;Öffnungszeiten',
  '0001;Gartenwelt Süd;Bahnhofstrasse 1;8001 Zürich;47,3769;8,5417;Gartenwelt;Stadt, Testmarkt;nein;Mo-Fr 09:00-18:30',
  '0002;Grünes Paradies;Seestrasse 2;8002 Zürich;47,3600;8,5300;Paradies;Stadt;ja;',
  '0003;Gartenwelt Nord;Nordweg 3;8003 Zürich;147,38;8,52;Gartenwelt;Stadt;nein;',
  '0004;Gartenwelt Ost;Ostweg 4;8004 Zürich;47,3700;8,5600;Gartenwelt;;nein;'
];
const file = { name: 'filialen.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\r\n'), 'latin1') };

const choose = (page: Page, given: { name: string; mimeType: string; buffer: Buffer }) => page.locator('input[type=file]').first().setInputFiles(given);
const figure = (page: Page, name: string) => page.locator('dl > div').filter({ hasText: name }).locator('dd').textContent();

it('imports a table by steps, leaves out what is wrong, and changes nothing the second time', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/locations', 'lead@example.org');
  await page.getByRole('link', { name: 'Import a table' }).click();
  await choose(page, file);
  await page.getByRole('heading', { name: 'What would happen' }).waitFor();
  await accessible(page);

  // Found by the headers; what was not found is said by hand.
  expect(await page.getByLabel('Filialnr').inputValue()).toBe('code');
  expect(await page.getByLabel('Ort', { exact: true }).inputValue()).toBe('address');
  await page.getByLabel('Stichworte').selectOption('tags');
  await page.getByRole('button', { name: 'Import: 3 new, 0 changed' }).waitFor();
  expect(await figure(page, 'Rows left out')).toBe('1');
  await page.getByLabel('Filiale', { exact: true }).selectOption('code');
  await page.getByText('Another column is this already.').first().waitFor();
  expect(await page.getByRole('button', { name: 'Import:' }).isDisabled()).toBe(true);
  await page.getByLabel('Filiale', { exact: true }).selectOption('title');
  await page.getByRole('button', { name: 'Import: 3 new, 0 changed' }).click();
  await page.getByRole('heading', { name: 'What has happened' }).waitFor();
  await accessible(page);

  const all = await places();
  expect(all.map(({ code, title }) => [code, title])).toEqual([['0001', 'Gartenwelt Süd'], ['0002', 'Grünes Paradies'], ['0003', 'Old name'], ['0004', 'Gartenwelt Ost']]);
  expect(all[0]).toMatchObject({
    address: 'Bahnhofstrasse 1, 8001 Zürich',
    position: { lat: 47.3769, lon: 8.5417 },
    tags: ['Stadt', 'Testmarkt'],
    openingHours: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:30' }]
  });
  expect(all[1]?.competitor).toBe(true);

  // The same file again adds and changes nothing.
  await choose(page, file);
  await page.getByLabel('Stichworte').selectOption('tags');
  await page.getByText('There is nothing to add or change.').waitFor();
  expect(await figure(page, 'Unchanged')).toBe('3');

  // The list: chips, search and map; what is saved as XLSX can be imported again without a change.
  await page.getByRole('link', { name: 'Back to the locations' }).click();
  await page.getByRole('button', { name: /Competitors’/ }).click();
  await page.getByText('1 of 4 locations').waitFor();
  expect(new URL(page.url()).searchParams.get('kind')).toBe('competitor');
  await page.getByRole('button', { name: /Competitors’/ }).click();
  await page.getByRole('button', { name: 'Map beside the list' }).click();
  await page.locator('.place-mark').nth(2).waitFor();
  await page.getByRole('button', { name: 'Edit Gartenwelt Ost' }).focus();
  await page.locator('.place-mark.chosen').waitFor();
  await accessible(page);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as XLSX' }).click();
  const table = readFileSync(await (await saved).path());
  await page.getByRole('link', { name: 'Import a table' }).click();
  await choose(page, { name: 'again.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: table });
  await page.getByText('There is nothing to add or change.').waitFor();
  expect(await figure(page, 'Unchanged')).toBe('4');
  expect(await places()).toEqual(all);
  await browser.end();
});

it('fits a phone, in German and dark', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/locations/import', 'lead@example.org', 'de');
  await choose(page, file);
  await page.getByRole('heading', { name: 'Was geschehen würde' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await page.goto(`${server.address}/desk/projects/story/locations?map=1`);
  await page.locator('.place-mark').first().waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});
