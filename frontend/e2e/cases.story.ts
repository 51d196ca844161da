// A lead sets an alert up in the settings; a customer who would not recommend the shop raises
// it: mail, webhook and case come at once. The case is worked on with the keyboard, given away,
// closed with an outcome and reopened; a correction is told in it.
import { createHmac } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { MailServer } from './mail-server';
import { eventually, prepare } from './programme';
import { Server } from './server';

const email = 'lead@example.org';
const cases = '/desk/projects/story/cases';
interface Kept {
  items: { id: string; title: string; state: string; owner: string; ownerName?: string; outcome?: string; lapsed?: boolean }[];
  counts: Record<string, number>;
}

let mails: MailServer;
let server: Server;
let lead: Person;
let link: string;
let hook: HttpServer;
const called: { headers: Record<string, string | string[] | undefined>; body: string }[] = [];

beforeAll(async () => {
  mails = await MailServer.start();
  hook = createServer((request, answer) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      called.push({ headers: request.headers, body });
      answer.writeHead(204).end();
    });
  }).listen(0, '127.0.0.1');
  server = await Server.start({ TOUCHSTONE_SMTP_URL: mails.address, TOUCHSTONE_MAIL_FROM: 'Alerts <alerts@example.org>', TOUCHSTONE_WEBHOOK_PRIVATE: '127.0.0.0/8' });
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  const invited = await lead.post<{ token: string }>('/projects/story/invitations', { role: 'reviewer' });
  await lead.post(`/invitations/${invited.token}/acceptance`, { name: 'Rita', email: 'rita@example.org', password, language: 'en' });
  const people = await lead.get<{ items: { id: string; name: string }[] }>('/projects/story/people');
  await lead.put('/projects/story/touchpoints/store', { title: { en: 'The shop', de: 'Der Laden' }, order: 1, owner: people.items.find(({ name }) => name === 'Rita')?.id });
  await lead.put('/projects/story/touchpoints/checkout', { title: { en: 'Checkout', de: 'Kasse' }, order: 2 });
  await lead.put('/projects/story/locations/zh1', { title: 'Zürich Seefeld' });
  link = (await lead.post<{ id: string }>('/projects/story/links', { title: 'Receipt', definition: { id: 'customer-feedback', version: 1 }, wave: 'after', location: 'zh1' })).id;
});
afterAll(async () => {
  await server.end();
  mails.end();
  hook.close();
});

const kept = (query = '') => lead.get<Kept>(`/projects/story/cases${query}`);
let number = 0;

/** A customer who would recommend the shop that much. */
async function answer(recommend: number): Promise<string> {
  const id = `0190c000-0000-7000-8000-${String(++number).padStart(12, '0')}`;
  const now = new Date().toISOString();
  await lead.post(`/links/${link}/responses`, {
    id,
    definition: { id: 'customer-feedback', version: 1 },
    language: 'en',
    startedAt: now,
    submittedAt: now,
    answers: { satisfaction: 4, recommend, ...(recommend < 7 && { contact_wish: 'no' }) },
    attachments: []
  });
  return id;
}

async function fillAlert(page: Page): Promise<string> {
  await page.getByRole('region', { name: 'Alerts' }).getByRole('button', { name: 'New alert' }).click();
  const form = page.getByRole('dialog', { name: 'New alert' });
  await form.getByLabel('Title').fill('Unhappy customers');
  await form.getByLabel('When').selectOption('detractor');
  await form.getByLabel('Questionnaire').selectOption('customer-feedback');
  await form.getByLabel('Indicator').selectOption('recommendation');
  await form.getByRole('checkbox', { name: 'Call a webhook' }).check();
  await form.getByLabel('Address', { exact: true }).fill('http://10.0.0.1/hook');
  const secret = await form.getByLabel('Secret').inputValue();
  await accessible(page);
  await form.getByRole('button', { name: 'Create' }).click();
  await form.getByText(/public internet/).first().waitFor();
  await form.getByLabel('Address', { exact: true }).fill(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`);
  await form.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Alert “Unhappy customers” is saved.').waitFor();
  return secret;
}

it('an alert is set up, raised by a customer, and its case is brought to an end', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, cases, email);
  await page.getByRole('heading', { name: 'No case yet' }).waitFor();
  await accessible(page);
  await page.getByRole('link', { name: 'Set up alerts' }).click();
  const secret = await fillAlert(page);
  expect(secret).toMatch(/^whsec_/);
  expect(JSON.stringify(await lead.get('/projects/story/alerts'))).not.toContain(secret);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await accessible(page);

  await answer(9);
  const unhappy = await answer(3);
  const list = await eventually(kept, ({ items }) => items.length === 1);
  expect(list.items).toMatchObject([{ title: 'Unhappy customers', state: 'open', ownerName: 'Rita' }]);
  await eventually(async () => called.length, (count) => count === 1);
  const call = called[0];
  const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64')).update(`${call?.headers['webhook-id']}.${call?.headers['webhook-timestamp']}.${call?.body}`);
  expect(call?.headers['webhook-signature']).toBe(`v1,${signature.digest('base64')}`);
  expect(JSON.parse(call?.body ?? '')).toMatchObject({ type: 'alert.raised', data: { response: { id: unhappy }, location: 'zh1', case: { id: list.items[0]?.id } } });
  await eventually(async () => mails.mails.length, (count) => count === 1);
  expect(mails.mails.map(({ to }) => to)).toEqual(['rita@example.org']);

  await page.goto(server.address + cases);
  await page.getByRole('link', { name: 'Unhappy customers', exact: true }).waitFor();
  await page.getByText('Recommendation (NPS): would not recommend us').waitFor();
  await accessible(page);
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Unhappy customers', level: 1 }).waitFor();
  await page.getByText('Opened by the alert').waitFor();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByText('Lead of the story began').waitFor();
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await page.getByText('Write something first.').waitFor();
  await page.getByLabel('Note').fill('Called, and offered a voucher.');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await page.getByText('Called, and offered a voucher.').waitFor();
  await page.getByLabel('Give it to').selectOption('');
  await page.getByRole('button', { name: 'Give', exact: true }).click();
  await page.getByText('Lead of the story took it from whoever had it').waitFor();
  await page.getByLabel('Outcome').selectOption('solved');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByText('Lead of the story closed it: Solved').waitFor();
  await accessible(page);
  expect((await kept('?state=closed')).items).toMatchObject([{ outcome: 'solved', owner: '' }]);
  await page.getByRole('button', { name: 'Reopen' }).click();
  await page.getByText('Lead of the story reopened it').waitFor();
  await page.getByRole('link', { name: 'Open the response' }).click();
  await page.getByRole('region', { name: 'Cases about this response' }).getByRole('link', { name: 'Unhappy customers' }).waitFor();
  await browser.end();
});

it('a correction is told in the case, and another is opened by hand', async () => {
  const { items } = await kept();
  const about = (await lead.get<{ about: { id: string } }>(`/projects/story/cases/${items[0]?.id}`)).about.id;
  const { history } = await lead.get<{ history: { id: string }[] }>(`/projects/story/responses/${about}`);
  await lead.post(`/projects/story/responses/${about}/corrections`, { id: '0190c000-0000-7000-8000-0000000000aa', base: history.at(-1)?.id, reason: 'Mistyped', changes: { recommend: 9 } });
  await eventually(kept, ({ counts }) => counts['lapsed'] === 1);
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${cases}?state=lapsed`, email);
  await page.getByRole('link', { name: 'Unhappy customers', exact: true }).click();
  await page.getByText('The response says no more what opened the case', { exact: true }).waitFor();
  await accessible(page);

  await page.getByRole('link', { name: 'Open the response' }).click();
  await page.getByRole('button', { name: 'Open a case' }).click();
  const form = page.getByRole('dialog', { name: 'Open a case' });
  await form.getByLabel('What is to be followed up?').fill('Thank the customer');
  await form.getByLabel('Due').fill('2020-01-01');
  await accessible(page);
  await form.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('region', { name: 'Cases about this response' }).getByRole('link', { name: 'Thank the customer' }).waitFor();
  expect((await kept('?alert=none')).items).toMatchObject([{ title: 'Thank the customer', ownerName: 'Lead of the story' }]);
  await browser.end();
});

it('shows what is overdue first on a phone in German', async () => {
  const browser = new Browser(phone, { origin: server.address, locale: 'de-CH', colorScheme: 'dark' });
  const page = await browser.open();
  await signIn(page, server, cases, email, 'de');
  await page.getByRole('heading', { name: 'Vorgänge', level: 1 }).waitFor();
  const first = page.locator('tbody tr').first();
  await first.getByText('Überfällig').waitFor();
  await first.getByRole('link', { name: 'Thank the customer', exact: true }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await page.getByRole('button', { name: /^Überfällig/ }).tap();
  await page.getByText('1 Vorgang', { exact: true }).waitFor();
  expect(page.url()).toContain('state=overdue');
  await page.getByRole('button', { name: 'Noch niemand', exact: true }).tap();
  await page.getByRole('heading', { name: 'Kein Vorgang passt' }).waitFor();
  await page.getByRole('button', { name: 'Noch niemand', exact: true }).tap();
  await page.getByRole('link', { name: 'Thank the customer', exact: true }).tap();
  await page.getByRole('heading', { name: 'Verlauf' }).waitFor();
  await page.getByRole('button', { name: 'Beginnen' }).tap();
  await page.getByText('Lead of the story hat begonnen').waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});

it('a reviewer works on cases, and a viewer finds none', async () => {
  const invited = await lead.post<{ token: string }>('/projects/story/invitations', { role: 'viewer' });
  await lead.post(`/invitations/${invited.token}/acceptance`, { name: 'Vera', email: 'vera@example.org', password, language: 'en' });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, cases, 'rita@example.org');
  await page.getByRole('link', { name: 'Unhappy customers', exact: true }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Cases' }).first().waitFor();
  await browser.end();
  const other = new Browser(desk, { origin: server.address });
  const seen = await other.open();
  await signIn(seen, server, '/desk/projects/story/actions', 'vera@example.org');
  await seen.getByRole('heading', { name: 'Actions', level: 1 }).waitFor();
  expect(await seen.getByRole('navigation').getByRole('link', { name: 'Cases' }).count()).toBe(0);
  await other.end();
});
