// A lead sees what people were told: without a mail server the page says so and shows what
// notices look like; with one that refuses, the notice fails, says why, and goes out when it
// is sent again.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { MailServer } from './mail-server';
import { eventually, prepare } from './programme';
import { Server } from './server';

let mails: MailServer;
let server: Server;
let lead: Person;

/** A project with a shopper who has been offered a visit. */
async function furnish(on: Server): Promise<Person> {
  const first = await Person.first(on, { demo: false });
  await prepare(first, 'customer-feedback');
  await first.put('/projects/story/locations/zh1', { title: 'Zürich Seefeld' });
  const invited = await first.post<{ token: string }>('/projects/story/invitations', { role: 'shopper' });
  await first.post(`/invitations/${invited.token}/acceptance`, { name: 'Sam', email: 'sam@example.org', password, language: 'de' });
  const people = await first.get<{ items: { id: string; name: string }[] }>('/projects/story/people');
  await first.post('/projects/story/assignments', {
    wave: 'after',
    definition: { id: 'customer-feedback', version: 1 },
    location: 'zh1',
    person: people.items.find(({ name }) => name === 'Sam')?.id
  });
  return first;
}

beforeAll(async () => {
  mails = await MailServer.start();
  mails.answer = () => '550 no such mailbox';
  server = await Server.start({ TOUCHSTONE_SMTP_URL: mails.address, TOUCHSTONE_MAIL_FROM: 'Field work <field@example.org>' });
  lead = await furnish(server);
});
afterAll(async () => {
  await server.end();
  mails.end();
});

async function signIn(page: Page, on: Server): Promise<void> {
  await page.goto(`${on.address}/desk/projects/story/notices`);
  await page.getByLabel(/^E-[Mm]ail/).fill('lead@example.org');
  await page.getByLabel(/^(Password|Passwort)/).fill(password);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
}
const narrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
const states = async () => (await lead.get<{ items: { state: string }[] }>('/projects/story/notices')).items.map(({ state }) => state);

it('says why a notice failed, shows it, and sends it again', async () => {
  expect(await eventually(states, (now) => now.join() === 'failed')).toEqual(['failed']);
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server);
  await page.getByText('Mails come from field@example.org.').waitFor();
  await page.getByRole('button', { name: 'Open “Neuer Auftrag: Zürich Seefeld”' }).click();
  await page.getByText('The mail server refuses it for good. Is the address right?').waitFor();
  const mail = page.frameLocator('iframe[title="Mail: Neuer Auftrag: Zürich Seefeld"]');
  await mail.getByText('Guten Tag Sam').waitFor();
  expect(await mail.getByRole('link', { name: 'Auftrag öffnen' }).getAttribute('href')).toMatch(new RegExp(`^${server.address}/field/assignments/`));
  await page.getByRole('group', { name: 'Width' }).first().getByRole('button', { name: 'As on a phone' }).click();
  await accessible(page);
  mails.answer = () => '';
  await page.getByRole('button', { name: 'Send again' }).click();
  await page.getByText('The notice is on its way.').waitFor();
  expect(await eventually(states, (now) => now.join() === 'sent')).toEqual(['sent']);
  expect(mails.mails.map(({ to }) => to)).toEqual(['sam@example.org']);
  await page.reload();
  await page.getByRole('region', { name: /^Neuer Auftrag/ }).getByText('Sent', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  expect(page.url()).not.toContain('notice=');
  await page.getByRole('button', { name: 'Failed', exact: true }).click();
  await page.getByRole('heading', { name: 'No notice fits' }).waitFor();
  await browser.end();
});

it('without a mail server says how to get one, and shows what notices look like', async () => {
  const silent = await Server.start();
  const first = await furnish(silent);
  const reasons = async () => {
    const { items } = await first.get<{ items: { state: string; error: string }[] }>('/projects/story/notices');
    return items.map(({ state, error }) => `${state} ${error}`);
  };
  expect(await eventually(reasons, (now) => now.join() === 'off noServer')).toEqual(['off noServer']);
  const browser = new Browser(phone, { origin: silent.address, locale: 'de-CH', colorScheme: 'dark' });
  const page = await browser.open();
  await signIn(page, silent);
  await page.getByText('Es werden keine Mails gesendet').waitFor();
  await page.getByRole('checkbox', { name: /^Mir Mails/ }).tap();
  await page.getByText('Sie erhalten keine Mails mehr.').waitFor();
  expect(await first.get('/me/notices')).toEqual({ mail: false, push: true });
  const preview = page.getByRole('region', { name: 'Wie Mitteilungen aussehen' });
  await preview.getByLabel('Art').selectOption('returned');
  await page.frameLocator('iframe').last().getByText(/Rückfrage\. Bitte/).waitFor();
  await preview.getByLabel('Sprache').selectOption('en');
  await page.frameLocator('iframe').last().getByText(/^A reviewer has a question/).waitFor();
  await accessible(page);
  expect(await narrow(page)).toBe(true);
  await browser.end();
  await silent.end();
});
