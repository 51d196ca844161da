// A lead opens a link at the desk, a customer answers by it and the numbers count it; closing
// and reopening it means what the desk says. A lead invites a viewer, who joins and sees no
// more than a viewer may, and withdraws another invitation.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { compare, eventually, prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  await lead.put('/projects/story/touchpoints/counter', { title: { en: 'Counter', de: 'Theke' }, channel: 'personal', order: 1 });
  await lead.put('/projects/story/locations/zh1', { title: 'Zürich Seefeld' });
});
afterAll(() => server.end());

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(`${server.address}/desk/projects/story${path}`);
  await page.getByLabel(/^E-[Mm]ail/).fill('lead@example.org');
  await page.getByLabel(/^(Password|Passwort)/).fill(password);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
}
const narrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

/** A customer answers the shipped feedback definition: fully satisfied. */
async function answer(address: string): Promise<void> {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.goto(address);
  await page.getByRole('heading', { name: 'How satisfied are you with your visit?' }).waitFor();
  await page.getByRole('radio', { name: '5 of 5 stars' }).tap({ force: true });
  await page.getByRole('heading', { name: 'What was the main reason for your visit?' }).waitFor();
  await page.getByRole('radio', { name: 'To get advice' }).tap({ force: true });
  await page.getByRole('radio', { name: 'Partly' }).tap({ force: true });
  await page.getByRole('heading', { name: 'How friendly and helpful was our staff?' }).waitFor();
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.getByRole('heading', { name: /waiting time/ }).waitFor();
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.getByRole('radio', { name: /^10/ }).tap({ force: true });
  for (;;) {
    const send = page.getByRole('button', { name: 'Send' });
    const next = page.getByRole('button', { name: 'Next' });
    await send.or(next).waitFor();
    if (await send.isVisible()) break;
    await next.tap();
  }
  await page.getByRole('button', { name: 'Send' }).tap();
  await page.getByRole('heading', { name: /Thank you/ }).waitFor();
  await browser.end();
}

it('opens a link, counts the answer that came by it, closes and reopens it', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.address });
  await signIn(page, '/links');
  await page.getByRole('heading', { name: 'No link yet' }).waitFor();
  await accessible(page);

  await page.getByRole('button', { name: 'Create a link' }).click();
  const form = page.getByRole('dialog', { name: 'New link' });
  await form.getByLabel('Title').fill('Counter card');
  await form.getByLabel('Wave').selectOption('after');
  await form.getByLabel('Touchpoint').selectOption('counter');
  await form.getByLabel('Location').selectOption('zh1');
  await accessible(page);
  await form.getByRole('button', { name: 'Create' }).click();

  const detail = page.getByRole('dialog', { name: 'Counter card' });
  const address = await detail.getByLabel('Address').inputValue();
  expect(address).toMatch(new RegExp(`^${server.address}/a/`));
  await detail.getByRole('button', { name: 'Copy' }).click();
  await detail.getByText('Copied').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(address);
  const code = detail.getByRole('img', { name: 'QR code of “Counter card”' });
  await code.waitFor();
  expect(await code.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(0);
  const [file] = await Promise.all([page.waitForEvent('download'), detail.getByRole('button', { name: 'Save as SVG' }).click()]);
  expect(file.suggestedFilename()).toBe('counter-card.svg');
  const [link] = (await lead.get<{ items: { id: string }[] }>('/projects/story/links')).items;
  expect(readFileSync(await file.path())).toEqual(await lead.file(`/projects/story/links/${link?.id}/qr.svg`));
  await accessible(page);

  await answer(address);
  const counted = await eventually(
    async () => (await compare(lead)).rows.map((row) => [row.indicator, row.followUp.n, row.followUp.estimate]),
    (levels) => levels.some(([, n]) => n === 1)
  );
  expect(counted).toContainEqual(['satisfaction_mean', 1, 5]);
  await detail.getByRole('link', { name: 'Its wave’s responses' }).click();
  await page.getByRole('row', { name: /zh1, counter/ }).waitFor();

  // Closed, its page takes no more; reopened, it does.
  await page.goBack();
  await detail.getByRole('button', { name: 'Close the link' }).click();
  await page.getByRole('dialog', { name: 'Close “Counter card”?' }).getByText('within 14 days').waitFor();
  await accessible(page);
  await page.getByRole('dialog', { name: 'Close “Counter card”?' }).getByRole('button', { name: 'Close', exact: true }).last().click();
  await detail.getByText('Closed since').waitFor();
  expect((await fetch(address)).status).toBe(403);
  await detail.getByRole('button', { name: 'Reopen the link' }).click();
  await page.getByRole('dialog', { name: 'Reopen “Counter card”?' }).getByRole('button', { name: 'Reopen' }).click();
  await detail.getByRole('link', { name: /Open the page/ }).waitFor();
  expect((await fetch(address)).status).toBe(200);
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
  await page.waitForURL((url) => url.search === '');
  await page.getByRole('row', { name: /Counter card.*Open.*After.*Zürich Seefeld, Counter/ }).waitFor();
  await accessible(page);
  await browser.end();
});

it('invites a viewer and withdraws another invitation', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, '/people');
  await page.getByText('Keine Einladung ist offen.').waitFor();
  await accessible(page);

  const invite = async (role: string, name: string) => {
    await page.getByRole('button', { name: 'Person einladen' }).tap();
    const form = page.getByRole('dialog', { name: 'Person einladen' });
    await form.getByRole('radio', { name: new RegExp('^' + role) }).check();
    await form.getByLabel('Name').fill(name);
    await accessible(page);
    await form.getByRole('button', { name: 'Einladung erstellen' }).tap();
    const ready = page.getByRole('region', { name: `Die Einladung für ${name} ist bereit` });
    await ready.getByText('14 Tage').waitFor();
    const address = await ready.getByLabel('Adresse der Einladung').inputValue();
    return { ready, address };
  };
  const viewer = await invite('Nur lesen', 'Vera Viewer');
  expect(viewer.address).toContain(`${server.address}/desk/join#`);
  await viewer.ready.getByRole('button', { name: 'Ich habe sie weitergegeben' }).tap();
  const shopper = await invite('Testkunde', 'Theo Test');
  expect(shopper.address).toContain(`${server.address}/field/join#`);
  await accessible(page);
  expect(await narrow(page)).toBe(true);

  // The withdrawn address opens nothing, and is no longer shown.
  await page.getByRole('button', { name: 'Einladung zurückziehen: Theo Test, Testkunde' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Zurückziehen' }).tap();
  await page.getByText('Theo Test').first().waitFor({ state: 'detached' });
  const bearer = `${server.address}/api/v1/invitations/`;
  expect((await fetch(bearer + shopper.address.split('#')[1])).status).toBe(404);
  expect((await fetch(bearer + viewer.address.split('#')[1])).status).toBe(200);

  // The viewer joins, reads the links, and finds no people.
  const other = new Browser(desk, { origin: server.address });
  const joining = await other.open();
  await joining.goto(viewer.address);
  await joining.getByLabel(/^E-mail/).fill('vera@example.org');
  await joining.getByLabel(/^Password/).fill(password);
  await joining.getByRole('button', { name: 'Join' }).click();
  await joining.getByRole('link', { name: 'Links', exact: true }).click();
  await joining.getByRole('link', { name: 'Counter card' }).click();
  await joining.getByRole('dialog', { name: 'Counter card' }).getByLabel('Address').waitFor();
  expect(await joining.getByRole('button', { name: 'Close the link' }).count()).toBe(0);
  expect(await joining.getByRole('button', { name: 'Create a link' }).count()).toBe(0);
  expect(await joining.getByRole('link', { name: 'People', exact: true }).count()).toBe(0);
  await joining.goto(`${server.address}/desk/projects/story/people`);
  await joining.getByText('Your role does not allow this').first().waitFor();
  await other.end();

  await page.reload();
  await page.getByRole('listitem').filter({ hasText: 'vera@example.org' }).getByText('Nur lesen').waitFor();
  await page.getByText('Keine Einladung ist offen.').waitFor();
  await browser.end();
});
