// What waits on a phone: it belongs to its person through sign-outs, leaves with all pages closed
// where the browser can, and can be carried to the server in a file.
import { readFileSync, rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, phone } from './browser';
import { assign, decide, detail, fillReport, kept, openSection, prepareField, question, recruit, reportsOf, signIn } from './field-programme';
import { takePhoto } from './photo';
import { eventually } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let anna: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepareField(lead);
  anna = await recruit(lead, 'Anna', 'anna@example.org');
  await recruit(lead, 'Berta', 'berta@example.org');
});
afterAll(() => server.end());

const offered = () => assign(lead, { person: anna, state: 'offered' });

async function report(page: Page, id: string, words: string, photo?: string): Promise<void> {
  await page.goto(`${server.address}/field/assignments/${id}/report`);
  await fillReport(page, words);
  if (photo) {
    await openSection(page, 'The shop');
    await question(page, 'front').locator('input[type=file]').setInputFiles(photo);
    await question(page, 'front').getByRole('img').waitFor();
    await page.getByRole('button', { name: 'Overview' }).tap();
  }
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByRole('button', { name: 'Send report' }).tap();
  await page.getByRole('heading', { name: 'The report is on its way' }).waitFor();
}

it('keeps an unsent report for its person through a sign-out; nobody else sees or sends it', async () => {
  const [sent, begun] = [await offered(), await offered()];
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, 'anna@example.org');
  await kept(page);
  await browser.offline(true);
  await report(page, sent, 'Not sent when I left');
  await page.goto(`${server.address}/field/assignments/${begun}/report`);
  await openSection(page, 'Arrival');
  await question(page, 'wait').locator('input').fill('7');
  await page.waitForTimeout(300);
  await page.goto(`${server.address}/field/profile`);
  await page.getByRole('button', { name: 'Sign out' }).tap();
  await page.getByText('Sign out with unsent work?').waitFor();
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).tap();
  await page.getByLabel('Password').waitFor();
  await browser.offline(false);

  // Somebody else on the same phone.
  await signIn(page, server, 'berta@example.org');
  await page.getByText('No assignments yet').waitFor();
  expect(await page.getByText('not sent yet').count()).toBe(0);
  for (const list of ['drafts', 'sent']) {
    await page.goto(`${server.address}/field/${list}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('Garden shop North').count()).toBe(0);
  }
  await page.waitForTimeout(1_500);
  expect(await reportsOf(lead, sent)).toEqual([]);
  await page.goto(`${server.address}/field/profile`);
  await page.getByRole('button', { name: 'Sign out' }).tap();
  await page.getByLabel('Password').waitFor();

  // Its person comes back: it leaves by itself, the draft is there.
  await signIn(page, server, 'anna@example.org');
  const [arrived, ...more] = await eventually(() => reportsOf(lead, sent), (found) => found.length > 0, 30_000);
  expect(more).toEqual([]);
  expect((await detail(lead, arrived?.id ?? '')).response.answers).toMatchObject({ story: 'Not sent when I left' });
  await page.goto(`${server.address}/field/assignments/${begun}/report`);
  await openSection(page, 'Arrival');
  expect(await question(page, 'wait').locator('input').inputValue()).toBe('7');
  await browser.end();
});

it('saves unsent reports to a file that the lead reads in; what the phone sends later is the same report', async () => {
  const id = await offered();
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, 'anna@example.org');
  await kept(page);
  const photo = await takePhoto(page, 1200, 900);
  await browser.offline(true);
  await report(page, id, 'Carried by hand', photo.path);
  await page.goto(`${server.address}/field/sent`);
  await accessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save my unsent reports to a file' }).tap()]);
  const form = new FormData();
  form.set('file', new Blob([readFileSync(await download.path())]), download.suggestedFilename());
  const taken = await lead.upload<{ items: { assignment: string; result: string }[]; attachments: number }>('/projects/story/unsent', form);
  expect(taken).toMatchObject({ items: [{ assignment: id, result: 'added' }], attachments: 1 });
  const [report0] = await reportsOf(lead, id);
  const read = await detail(lead, report0?.id ?? '');
  expect(read.response).toMatchObject({ complete: true, answers: { story: 'Carried by hand' } });
  expect(read.response.flags?.map(({ code }) => code)).toContain('fromFile');

  await browser.offline(false);
  await page.getByRole('heading', { name: 'Not sent yet' }).waitFor({ state: 'detached', timeout: 30_000 });
  expect(await reportsOf(lead, id)).toHaveLength(1);
  expect((await detail(lead, report0?.id ?? '')).history.filter(({ kind }) => kind === 'submitted')).toHaveLength(1);
  rmSync(photo.path);
  await browser.end();
});

it('leaves by the service worker after all pages are closed', async () => {
  const id = await offered();
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, 'anna@example.org');
  await kept(page);
  await page.reload();
  await browser.offline(true);
  await report(page, id, 'Sent by the worker');
  const other = await page.context().newPage();
  await page.close();
  const control = await other.context().newCDPSession(other);
  const registrations: string[] = [];
  control.on('ServiceWorker.workerRegistrationUpdated', (event) => registrations.push(...event.registrations.map(({ registrationId }) => registrationId)));
  await control.send('ServiceWorker.enable');
  await browser.offline(false);
  await eventually(async () => registrations.length, (count) => count > 0);
  await control.send('ServiceWorker.dispatchSyncEvent', { origin: server.address, registrationId: registrations[0] ?? '', tag: 'touchstone.outbox', lastChance: false });
  const found = await eventually(() => reportsOf(lead, id), (reports) => reports.length > 0, 30_000);
  expect(found).toHaveLength(1);
  expect((await detail(lead, found[0]?.id ?? '')).response.answers).toMatchObject({ story: 'Sent by the worker' });

  // The page that is opened next is still signed in, and has nothing left to send.
  await other.goto(`${server.address}/field/sent`);
  await other.getByText('Arrived').first().waitFor();
  expect(await other.getByText('not sent yet').count()).toBe(0);
  expect(await other.getByText('Sign in to send').count()).toBe(0);
  await other.waitForTimeout(1_000);
  expect(await reportsOf(lead, id)).toHaveLength(1);
  await browser.end();
});

it('shows what the server pushes', async () => {
  const id = await offered();
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.context().grantPermissions(['notifications']);
  await signIn(page, server, 'anna@example.org');
  await kept(page);
  const control = await page.context().newCDPSession(page);
  const registrations: string[] = [];
  control.on('ServiceWorker.workerRegistrationUpdated', (event) => registrations.push(...event.registrations.map(({ registrationId }) => registrationId)));
  await control.send('ServiceWorker.enable');
  await eventually(async () => registrations.length, (count) => count > 0);
  const data = JSON.stringify({ title: 'New work', body: 'Garden shop North', url: `/field/assignments/${id}`, tag: id });
  await control.send('ServiceWorker.deliverPushMessage', { origin: server.address, registrationId: registrations[0] ?? '', data });
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return (await registration.getNotifications()).map(({ title, body, tag }) => ({ title, body, tag }));
    });
  expect(await eventually(shown, (all) => all.length > 0)).toEqual([{ title: 'New work', body: 'Garden shop North', tag: id }]);
  await browser.end();
});

it('corrects a returned report on another phone', async () => {
  const id = await offered();
  const first = new Browser(phone, { origin: server.address });
  const page = await first.open();
  await signIn(page, server, 'anna@example.org');
  const photo = await takePhoto(page, 900, 600);
  await report(page, id, 'From the first phone', photo.path);
  const [sent] = await eventually(() => reportsOf(lead, id), (found) => found.length > 0, 30_000);
  const response = sent?.id ?? '';
  await eventually(() => detail(lead, response), (read) => read.response.complete);
  await decide(lead, response, { decision: 'return', comments: [{ question: 'story', text: 'Say more.' }] });

  const second = new Browser(phone, { origin: server.address });
  const other = await second.open();
  await signIn(other, server, 'anna@example.org');
  await other.goto(`${server.address}/field/assignments/${id}/correction`);
  await openSection(other, 'The shop');
  await other.getByText('Say more.').waitFor();
  expect(await question(other, 'story').locator('input, textarea').inputValue()).toBe('From the first phone');
  await question(other, 'front').getByRole('img').waitFor();
  await question(other, 'story').locator('input, textarea').fill('From the second phone');
  await other.getByRole('button', { name: 'Overview' }).tap();
  await other.getByRole('button', { name: 'Check and send' }).tap();
  await other.getByRole('button', { name: 'Send correction' }).tap();
  const corrected = await eventually(() => detail(lead, response), (read) => read.response.state === 'submitted', 30_000);
  expect(corrected.response).toMatchObject({ state: 'submitted', complete: true, answers: { story: 'From the second phone' } });
  expect(corrected.response.attachments).toHaveLength(1);

  // The first phone learns of it and offers nothing to correct any more.
  await page.goto(`${server.address}/field/assignments/${id}`);
  await page.getByRole('link', { name: 'See what was sent' }).waitFor();
  expect(await page.getByText('Say more.').count()).toBe(0);
  rmSync(photo.path);
  await first.end();
  await second.end();
});

it('reports a place that cannot be visited, with its proof, from a phone that tells no position', async () => {
  const id = await offered();
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await page.context().clearPermissions();
  await signIn(page, server, 'anna@example.org');
  const photo = await takePhoto(page, 900, 600);
  await page.goto(`${server.address}/field/assignments/${id}/report`);
  await page.getByRole('button', { name: 'Check in' }).tap();
  await page.getByText('The position may not be used here.').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Visit not possible' }).tap();
  await page.getByRole('button', { name: 'Keep it like this' }).tap();
  await page.getByText('Please tell in a few words what happened.').waitFor();
  await page.getByLabel('Reason').selectOption('closed');
  await page.getByLabel('What happened?').fill('Closed for a holiday, says a note on the door.');
  await page.locator('main input[type=file]').setInputFiles(photo.path);
  await page.getByText('✓ Proof photo').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Keep it like this' }).tap();
  await page.getByText('Reported as not possible').waitFor();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByText('The questions need no answers.').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Send report' }).tap();
  const [sent] = await eventually(() => reportsOf(lead, id), (found) => found.length > 0, 30_000);
  const { response } = await eventually(() => detail(lead, sent?.id ?? ''), (read) => read.response.complete);
  expect(response).toMatchObject({
    complete: true,
    visit: { notPossible: { reason: 'closed', note: 'Closed for a holiday, says a note on the door.' }, checkIn: { missing: 'denied' } },
    attachments: [{ question: '$notPossible', present: true }]
  });
  rmSync(photo.path);
  await browser.end();
});
