// A lead keeps accounts: enters one with people of two departments and contacts, takes a
// removed contact back, plans the next visit in two clicks, and reads all departments' visits
// in one timeline. Overdue ones stand first, and filters live in the address.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let shopper: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  const invited = await lead.post<{ token: string }>('/projects/story/invitations', { role: 'shopper', email: 'sam@example.org', name: 'Sam Service' });
  await lead.post(`/invitations/${invited.token}/acceptance`, { name: 'Sam Service', email: 'sam@example.org', password, language: 'en' });
  const people = await lead.get<{ items: { id: string; name: string }[] }>('/projects/story/people');
  shopper = people.items.find(({ name }) => name === 'Sam Service')?.id ?? '';
});
afterAll(() => server.end());

async function signIn(page: Page, path: string): Promise<void> {
  await page.goto(`${server.address}/desk/projects/story${path}`);
  await page.getByLabel(/^E-[Mm]ail/).fill('lead@example.org');
  await page.getByLabel(/^(Password|Passwort)/).fill(password);
  await page.getByRole('button', { name: /^(Sign in|Anmelden)$/ }).click();
}
const narrow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);

it('keeps an account with its contacts, and plans its next visit in two clicks', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, '/accounts');
  await page.getByRole('heading', { name: 'No account yet' }).waitFor();
  await accessible(page);

  await page.getByRole('button', { name: 'New account' }).click();
  const form = page.getByRole('dialog', { name: 'New account' });
  await form.getByLabel('Title').fill('Acme Trading');
  expect(await form.getByLabel('Code').inputValue()).toBe('acme-trading');
  await form.getByLabel('Rhythm in days').fill('often');
  await form.getByRole('button', { name: 'Add a responsible person' }).click();
  await form.getByLabel('Responsible 1', { exact: true }).selectOption({ label: 'Sam Service' });
  await form.getByLabel('Department of responsible 1').fill('Service');
  await form.getByRole('button', { name: 'Create' }).click();
  await form.getByText('Enter a whole number from 0 to 3650.').waitFor();
  await form.getByLabel('Rhythm in days').fill('30');
  await accessible(page);
  await form.getByRole('button', { name: 'Create' }).click();

  await page.getByRole('link', { name: 'Acme Trading' }).click();
  await page.getByRole('heading', { name: 'Acme Trading', level: 1 }).waitFor();
  await page.getByText('every 30 days').waitFor();
  for (const [name, email] of [['Ann Buyer', 'ann@acme.example'], ['Bob Boss', 'bob@acme.example']] as const) {
    await page.getByRole('button', { name: 'New contact' }).click();
    const contact = page.getByRole('dialog', { name: 'New contact' });
    await contact.getByLabel('Name').fill(name);
    await contact.getByLabel('E-mail').fill(email);
    await contact.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('link', { name: email }).waitFor();
  }
  await page.getByRole('button', { name: 'Remove contact Ann Buyer' }).click();
  await page.getByText('Contact Ann Buyer is removed.').waitFor();
  expect((await lead.get<{ contacts: { name: string }[] }>('/projects/story/accounts/acme-trading')).contacts.map(({ name }) => name)).toEqual(['Bob Boss']);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await page.getByText('Contact Ann Buyer is back.').waitFor();
  expect((await lead.get<{ contacts: { name: string }[] }>('/projects/story/accounts/acme-trading')).contacts.map(({ name }) => name)).toEqual(['Ann Buyer', 'Bob Boss']);
  await accessible(page);

  await page.getByRole('button', { name: 'Plan next visit' }).click();
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Plan', exact: true }).click();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await timeline.getByText('Planned').waitFor();
  await timeline.getByText('Sam Service (Service) with Ann Buyer').waitFor();
  const account = await lead.get<{ planned: { assignment: string; person: string } }>('/projects/story/accounts/acme-trading');
  expect(account.planned.person).toBe(shopper);

  const sam = await Person.signIn(server, 'sam@example.org');
  const mine = await sam.get<{ items: { assignment: { id: string; definition: { id: string; version: number } }; account?: { title: string } }[] }>('/field/assignments');
  expect(mine.items.map(({ account: own }) => own?.title)).toEqual(['Acme Trading']);
  const now = new Date().toISOString();
  await sam.post('/projects/story/responses', {
    id: '0190c000-0000-7000-8000-000000000001',
    assignment: account.planned.assignment,
    definition: mine.items[0]?.assignment.definition,
    language: 'en',
    startedAt: now,
    submittedAt: now,
    answers: {},
    attachments: []
  });
  await page.reload();
  await timeline.getByText('Visit', { exact: true }).waitFor();
  await page.getByText('Later').waitFor();
  await timeline.getByRole('link', { name: /^Open the report of/ }).click();
  await page.waitForURL(/\/responses\/0190c000/);
  await browser.end();
});

it('lists what is due, by chips that live in the address', async () => {
  for (const [code, days] of [['bolt', 7], ['calm', 0]] as const) {
    await lead.put(`/projects/story/accounts/${code}`, { title: code, rhythmDays: days, responsible: [{ person: shopper, department: 'Sales' }], contacts: [] });
  }
  const browser = new Browser(phone, { origin: server.address, locale: 'de-CH', colorScheme: 'dark' });
  const page = await browser.open();
  await signIn(page, '/accounts?due=upcoming');
  await page.getByRole('heading', { name: 'Kundenkonten', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'bolt' }).waitFor();
  expect(await page.getByRole('link', { name: 'calm' }).count()).toBe(0);
  expect(await page.getByRole('button', { name: /^Demnächst/ }).getAttribute('aria-pressed')).toBe('true');
  await page.getByRole('button', { name: /^Demnächst/ }).tap();
  await page.getByRole('link', { name: 'calm' }).waitFor();
  expect(page.url()).not.toContain('due=');
  await page.getByRole('button', { name: 'Service', exact: true }).tap();
  await page.getByText('1 Kundenkonto', { exact: true }).waitFor();
  await accessible(page);
  expect(await narrow(page)).toBe(true);
  await page.getByRole('link', { name: 'Acme Trading' }).tap();
  await page.getByRole('heading', { name: 'Verlauf' }).waitFor();
  await accessible(page);
  expect(await narrow(page)).toBe(true);
  await browser.end();
});
