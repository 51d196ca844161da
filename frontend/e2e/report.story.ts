// A lead looks at the success report, shares it, and withdraws it; whoever has the address
// reads it signed out in their language, prints it, and learns when it is gone.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { Server } from './server';

let server: Server;
let lead: Person;
/** Of the report that the first story shares. */
let address = '';

interface Told {
  headline: Record<string, string>;
  sections: { name: string; sentences: { text: Record<string, string>; verdict?: string }[] }[];
}

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: true });
});
afterAll(() => server.end());

const waves = 'baseline=baseline&followUp=autumn';
const deskPage = `/desk/projects/demo/report?${waves}`;
/** Outlines of PDFs lose the space where a line was broken. */
const squeezed = (text: string | undefined) => (text ?? '').replace(/\s/g, '');
const plain = (text: string | null | undefined) => (text ?? '').replaceAll('\u00A0', ' ').trim();
const headline = (page: Page) => page.locator('.sheet .headline');

/** The titles of a PDF's outline, which are its headings, and how many pages it has. */
function read(pdf: Buffer): { pages: number; titles: string[] } {
  const source = pdf.toString('latin1');
  const titles = [...source.matchAll(/\/Title (?:<([0-9A-Fa-f]+)>|\(((?:[^()\\]|\\.)*)\))/g)].map(([, hex, text]) => {
    const bytes = hex ? Buffer.from(hex, 'hex') : Buffer.from((text ?? '').replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))).replace(/\\(.)/g, '$1'), 'latin1');
    return plain(bytes[0] === 0xfe && bytes[1] === 0xff ? bytes.subarray(2).swap16().toString('utf16le') : bytes.toString('latin1'));
  });
  return { pages: source.match(/\/Type \/Page\b/g)?.length ?? 0, titles };
}

it('looks at the report, shares it by keyboard, and takes the workbook along', async () => {
  const told = await lead.get<Told>(`/projects/demo/report?${waves}`);
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, deskPage, 'lead@example.org');
  await page.getByRole('heading', { level: 1, name: 'Report' }).waitFor();
  await headline(page).waitFor();
  expect(plain(await headline(page).textContent())).toBe(plain(told.headline['en']));
  const findings = told.sections.flatMap(({ sentences }) => sentences).filter(({ verdict }) => verdict);
  expect(await page.locator('.sheet .findings li:has(.sign)').count()).toBe(findings.length);
  await accessible(page);

  // Behind every finding are its responses.
  const behind = page.locator('.sheet .findings li').first().getByRole('link', { name: 'Responses behind this' });
  expect(await behind.getAttribute('href')).toMatch(/\/desk\/projects\/demo\/responses\?.*wave=autumn.*indicator=/);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel' }).click();
  const workbook = await downloading;
  expect(workbook.suggestedFilename()).toBe('demo-report-baseline-autumn.xlsx');
  expect(readFileSync(await workbook.path()).subarray(0, 2).toString()).toBe('PK');

  await page.getByLabel('About').selectOption('checkout');
  await page.getByText('Success report: Checkout').waitFor();
  expect(new URL(page.url()).searchParams.get('touchpoint')).toBe('checkout');
  await page.goBack();
  await page.getByText('Success report', { exact: false }).first().waitFor();

  await page.getByRole('button', { name: 'Share …' }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('heading', { name: 'Share this report' }).waitFor();
  await accessible(page);
  await dialog.getByLabel('For whom').fill('The board');
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { name: 'The report is shared' }).waitFor();
  await accessible(page);
  address = await dialog.getByLabel('Address of the report').inputValue();
  expect(address).toMatch(/\/r\/[\w-]{22}$/);
  await dialog.getByRole('button', { name: 'I have copied it' }).click();
  await dialog.waitFor({ state: 'detached' });

  await page.getByRole('tab', { name: 'Shared' }).click();
  const row = page.getByRole('row', { name: /The board/ });
  await row.getByText('Open').waitFor();
  expect(await page.content()).not.toContain(address.split('/').at(-1));
  await accessible(page);
  await browser.end();
});

it('is read signed out, in both languages, in the dark, on a phone', async () => {
  const told = await lead.get<Told>(`/projects/demo/report?${waves}`);
  const browser = new Browser(phone, { origin: server.address, locale: 'de-CH', colorScheme: 'dark' });
  const page = await browser.open();
  const path = server.address + new URL(address).pathname;
  const answer = await page.goto(path);
  for (const [name, value] of Object.entries({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })) expect(answer?.headers()[name]).toBe(value);
  expect(answer?.headers()['x-robots-tag']).toContain('noindex');
  await headline(page).waitFor();
  expect(plain(await headline(page).textContent())).toBe(plain(told.headline['de']));
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  await page.getByText('Demodaten').waitFor();
  await accessible(page);
  await noOverflow(page);
  await page.getByLabel('Sprache').selectOption('en');
  expect(plain(await headline(page).textContent())).toBe(plain(told.headline['en']));
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  await accessible(page);
  // Nothing of it stays on the device.
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length)).toBe(0);
  await browser.end();
});

it('prints on A4 with every part', async () => {
  const told = await lead.get<Told>(`/projects/demo/report?${waves}&touchpoint=checkout`);
  const { address: one } = await lead.post<{ address: string }>('/projects/demo/reports', { baseline: 'baseline', followUp: 'autumn', touchpoint: 'checkout' });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.goto(server.address + new URL(one).pathname);
  await headline(page).waitFor();
  const touchpoint = read(await page.pdf({ format: 'A4', tagged: true, outline: true }));
  expect(touchpoint.titles.map(squeezed)).toContain(squeezed(told.headline['en']));
  for (const part of ['What was asked of whom', 'What improved', 'What worsened', 'All numbers', 'How this was found out']) expect(touchpoint.titles.map(squeezed)).toContain(squeezed(part));
  expect(touchpoint.pages).toBeLessThanOrEqual(2);

  await page.goto(server.address + new URL(address).pathname);
  await headline(page).waitFor();
  const whole = read(await page.pdf({ format: 'A4', tagged: true, outline: true }));
  expect(whole.titles.map(squeezed)).toContain(squeezed('What cannot be told yet, and what would decide it'));
  expect(whole.pages).toBeGreaterThan(1);
  expect(whole.pages).toBeLessThanOrEqual(6);

  // What is meant for the screen is not on paper, and nothing is cut off at the side.
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('button', { name: 'Print or save as PDF' }).isVisible()).toBe(false);
  await page.setViewportSize({ width: 688, height: 1000 });
  await noOverflow(page);
  await browser.end();
});

it('ends with its last day in the time zone of the project', async () => {
  // Between these zones lie 25 hours: the last day in one is over in the other.
  await lead.patch('/projects/demo', { timeZone: 'Pacific/Midway' });
  const today = new Intl.DateTimeFormat('sv', { timeZone: 'Pacific/Midway' }).format(new Date());
  const { address: short } = await lead.post<{ address: string }>('/projects/demo/reports', { baseline: 'baseline', followUp: 'autumn', title: 'For a day', expiresOn: today });
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.goto(server.address + new URL(short).pathname);
  await headline(page).waitFor();
  await page.getByText(/It can be opened until/).waitFor();
  await lead.patch('/projects/demo', { timeZone: 'Pacific/Kiritimati' });
  await page.reload();
  await page.getByRole('heading', { name: 'This report can no longer be opened' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await lead.patch('/projects/demo', { timeZone: 'Europe/Zurich' });
  await browser.end();
});

it('is withdrawn by keyboard and is gone at once', async () => {
  const reader = new Browser(desk, { origin: server.address });
  const read = await reader.open();
  await read.goto(server.address + new URL(address).pathname);
  await headline(read).waitFor();

  const browser = new Browser(desk, { origin: server.address, locale: 'de-CH' });
  const page = await browser.open();
  await signIn(page, server, `${deskPage}&view=shared`, 'lead@example.org', 'de');
  const withdraw = page.getByRole('button', { name: '«The board» zurückziehen' });
  await withdraw.focus();
  await page.keyboard.press('Enter');
  const question = page.getByRole('dialog', { name: 'Diesen Bericht zurückziehen?' });
  await question.waitFor();
  await accessible(page);
  await question.getByRole('button', { name: 'Zurückziehen' }).focus();
  await page.keyboard.press('Enter');
  const row = page.getByRole('row', { name: /The board/ });
  await row.getByText('Zurückgezogen').waitFor();
  expect(await withdraw.count()).toBe(0);
  await accessible(page);
  await browser.end();

  await read.reload();
  await read.getByRole('heading', { name: 'There is no report at this address' }).waitFor();
  await accessible(read);
  await reader.end();
});

it('lets a viewer read and share nothing', async () => {
  const { token } = await lead.post<{ token: string }>('/projects/demo/invitations', { role: 'viewer', email: 'board@example.org', name: 'Board' });
  await fetch(`${server.address}/api/v1/invitations/${token}/acceptance`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Board', email: 'board@example.org', password })
  });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, deskPage, 'board@example.org');
  await headline(page).waitFor();
  expect(await page.getByRole('button', { name: 'Share …' }).count()).toBe(0);
  await page.getByRole('tab', { name: 'Shared' }).click();
  await page.getByRole('row', { name: /The board/ }).getByText('Withdrawn').waitFor();
  expect(await page.getByRole('button', { name: /Withdraw/ }).count()).toBe(0);
  await browser.end();
});
