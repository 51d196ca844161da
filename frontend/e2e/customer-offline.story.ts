// A customer answers on a phone, loses the network in the middle, submits, closes the
// browser; after reopening one answer still waits, and it arrives exactly once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, phone } from './browser';
import { compare, eventually, prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let token: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  const link = await lead.post<{ id: string }>('/projects/story/links', {
    title: 'Counter',
    definition: { id: 'customer-feedback', version: 1 },
    wave: 'after'
  });
  token = link.id;
});
afterAll(() => server.end());

const counted = async () => (await compare(lead)).rows.find((row) => row.indicator === 'satisfaction_mean')?.followUp.n ?? 0;
const stored = async () => (await lead.get<{ items: unknown[] }>('/projects/story/responses?wave=after')).items.length;

it('delivers an answer given without network exactly once, after the browser was closed', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', origin: server.address });
  let page = await browser.open();
  await page.goto(`${server.address}/a/${token}`);

  // In the phone's language, then in the other one.
  await page.getByRole('heading', { name: 'Wie zufrieden sind Sie mit Ihrem Besuch?' }).waitFor();
  await accessible(page);
  await page.getByRole('combobox').selectOption('en');
  await page.getByRole('heading', { name: 'How satisfied are you with your visit?' }).waitFor();
  await page.getByRole('radio', { name: '4 of 5 stars' }).tap({ force: true });
  await page.getByRole('heading', { name: 'What was the main reason for your visit?' }).waitFor();

  // The service worker keeps the page before the network goes.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();
  await browser.offline(true);

  await page.getByRole('radio', { name: 'To get advice' }).tap({ force: true });
  await page.getByRole('radio', { name: 'Partly' }).tap({ force: true });
  await page.getByRole('heading', { name: 'How friendly and helpful was our staff?' }).waitFor();
  await page.waitForTimeout(300); // the promise: on the disk within 300 ms
  await page.reload();
  await page.getByRole('heading', { name: 'How friendly and helpful was our staff?' }).waitFor();
  await page.getByRole('radio', { name: '5 of 5 stars' }).tap({ force: true });
  await page.getByRole('heading', { name: /waiting time/ }).waitFor();
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.getByRole('radio', { name: '9', exact: true }).tap({ force: true });
  for (;;) {
    const send = page.getByRole('button', { name: 'Send' });
    const next = page.getByRole('button', { name: 'Next' });
    await send.or(next).waitFor();
    if (await send.isVisible()) break;
    await next.tap();
  }
  await page.getByRole('button', { name: 'Send' }).tap();
  await page.getByText('Your answers are stored on this device.').waitFor();
  await page.getByText('1 not sent yet').waitFor();
  await accessible(page);
  await browser.close();

  page = await browser.open();
  await browser.offline(true);
  await page.goto(`${server.address}/a/${token}`);
  await page.getByText('1 not sent yet').waitFor();

  await server.resume();
  await browser.offline(false);
  lead = await Person.signIn(server, 'lead@example.org');
  expect(await eventually(counted, (n) => n === 1, 30_000)).toBe(1);
  await page.getByText('1 not sent yet').waitFor({ state: 'detached' });

  // Nothing else leaves afterwards, neither from this page nor from a reopened one.
  await page.reload();
  await page.waitForTimeout(3_000);
  expect(await stored()).toBe(1);
  expect(await counted()).toBe(1);
  await browser.end();
});

it('says that a link is unknown or closed', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/a/AAAAAAAAAAAAAAAAAAAAAA`);
  await page.getByText('This link does not lead to a questionnaire').waitFor();
  await accessible(page);
  const link = (await lead.get<{ items: { id: string }[] }>('/projects/story/links')).items.find(({ id }) => id === token);
  await lead.put(`/projects/story/links/${token}`, { ...link, closed: true });
  await page.goto(`${server.address}/a/${token}`);
  await page.getByText('This questionnaire is closed').waitFor();
  await browser.end();
});
