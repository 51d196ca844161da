// Reports leave over a line on which three of ten requests fail or hang, over a server that says
// 500 first, from a phone whose clock is three days wrong, and from one without room for a photo.
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, phone } from './browser';
import { assign, assignment, detail, fillReport, kept, openSection, prepareField, question, recruit, reportsOf, signIn } from './field-programme';
import { takePhoto } from './photo';
import { eventually } from './programme';
import { drawnFates, RoughLine } from './rough-line';
import { Server } from './server';

let server: Server;
let line: RoughLine;
let lead: Person;
let person: string;

beforeAll(async () => {
  server = await Server.start();
  line = await RoughLine.open(server.port);
  lead = await Person.first(server, { demo: false });
  await prepareField(lead);
  person = await recruit(lead, 'Shopper', 'shopper@example.org');
});
afterAll(async () => {
  line.end();
  await server.end();
});

const offered = () => assign(lead, { person, state: 'offered' });
const home = (id: string) => `${line.address}/field/assignments/${id}`;

async function send(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByRole('button', { name: 'Send report' }).tap();
  await page.getByRole('heading', { name: 'The report is on its way' }).waitFor();
}

/** Presses "Send now" until nothing waits any more. */
async function sendAll(page: Page): Promise<void> {
  await page.goto(`${line.address}/field/sent`);
  const now = page.getByRole('button', { name: 'Send now' });
  await page.getByRole('heading', { level: 1, name: 'Sent' }).waitFor();
  for (let tries = 0; tries < 60 && (await now.isVisible()); tries++) {
    await now.tap({ timeout: 1_000 }).catch(() => undefined);
    await page.waitForTimeout(700);
  }
  expect(await now.isVisible()).toBe(false);
}

it('loses nothing and sends nothing twice when three of ten requests fail or hang', async () => {
  const jobs = [await offered(), await offered(), await offered()];
  const browser = new Browser(phone, { origin: line.address });
  const page = await browser.open();
  await signIn(page, line, 'shopper@example.org');
  await kept(page);
  const photo = await takePhoto(page, 1600, 1200);
  for (const seed of [1, 2, 3]) {
    line.fate = drawnFates(seed, 0.3);
    const id = jobs[seed - 1] ?? '';
    await page.goto(home(id));
    await page.getByRole('button', { name: 'Accept' }).tap();
    await page.getByRole('link', { name: 'Start report' }).tap();
    await page.getByRole('button', { name: 'Check in' }).tap();
    await fillReport(page, `Report ${seed}`);
    await openSection(page, 'The shop');
    await question(page, 'front').locator('input[type=file]').setInputFiles(photo.path);
    await question(page, 'front').getByRole('img').waitFor();
    await page.getByRole('button', { name: 'Overview' }).tap();
    await send(page);
  }
  await sendAll(page);
  line.fate = () => 'through';
  expect(line.fates.filter((fate) => fate !== 'through').length).toBeGreaterThan(5);
  for (const [index, id] of jobs.entries()) {
    const found = await reportsOf(lead, id);
    expect(found).toHaveLength(1);
    const { response, history } = await detail(lead, found[0]?.id ?? '');
    expect(response).toMatchObject({ state: 'submitted', complete: true, answers: { story: `Report ${index + 1}` } });
    expect(history.filter(({ kind }) => kind === 'submitted')).toHaveLength(1);
    const { events, state } = await assignment(lead, id);
    expect(state).toBe('accepted');
    expect(events?.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
    expect(events?.filter(({ kind }) => kind === 'checkedIn')).toHaveLength(1);
  }
  rmSync(photo.path);
  await browser.end();
}, 180_000);

it('sends once what a server answered with 500 although it had kept it', async () => {
  const id = await offered();
  const browser = new Browser(phone, { origin: line.address });
  const page = await browser.open();
  await signIn(page, line, 'shopper@example.org');
  let broken = 2;
  line.fate = (path, method) => (method === 'POST' && path.endsWith('/responses') && broken-- > 0 ? 'errorAfter' : 'through');
  await page.goto(`${home(id)}/report`);
  await fillReport(page, 'Five hundred');
  await send(page);
  await sendAll(page);
  expect(broken).toBeLessThan(1);
  expect(await reportsOf(lead, id)).toHaveLength(1);
  line.fate = () => 'through';
  await browser.end();
});

it.each([['ahead', 3], ['behind', -3]])('takes a report from a phone whose clock is three days %s', async (_name, days) => {
  const id = await assign(lead, { person, state: 'offered', firstDay: today(), lastDay: today() });
  const browser = new Browser(phone, { origin: line.address });
  const page = await browser.open();
  await page.clock.install({ time: Date.now() + days * 86_400_000 });
  await signIn(page, line, 'shopper@example.org');
  await page.locator(`a[href$="${id}"]`).getByText('last day today').waitFor();
  await page.goto(`${home(id)}/report`);
  await page.getByRole('button', { name: 'Check in' }).tap();
  await page.getByText(/^Checked in/).waitFor();
  expect(await page.getByText('outside the visit window').count()).toBe(0);
  await fillReport(page, `Clock ${days}`);
  await send(page);
  const [report, ...more] = await eventually(() => reportsOf(lead, id), (found) => found.length > 0, 30_000);
  expect(more).toEqual([]);
  const { response } = await detail(lead, report?.id ?? '');
  // The phone's own time is kept as it was, beside how far it was off.
  expect(Math.round((Date.parse(response.submittedAt) - Date.now()) / 86_400_000)).toBe(days);
  expect(Math.round((response.visit?.clockOffset ?? 0) / 86_400_000)).toBe(-days);
  await browser.end();
});

it('says clearly that there is no room for a photo, and keeps everything that was there', async () => {
  const id = await offered();
  const browser = new Browser(phone, { origin: line.address });
  const page = await browser.open();
  await signIn(page, line, 'shopper@example.org');
  await kept(page);
  const photo = await takePhoto(page, 2400, 1800);
  await page.goto(`${home(id)}/report`);
  await fillReport(page, 'Before the disk was full');
  await page.waitForTimeout(300);
  const control = await page.context().newCDPSession(page);
  await openSection(page, 'The shop');
  const report = page.url();
  /** The browser forgets what it knew of the free space once nobody has the storage open. */
  const allow = async (quotaSize?: number) => {
    await page.goto('about:blank');
    await control.send('Storage.overrideQuotaForOrigin', { origin: line.address, ...(quotaSize ? { quotaSize } : {}) });
    await page.waitForTimeout(3_500);
    await page.goto(report);
    await question(page, 'story').waitFor();
  };
  const { usage } = await control.send('Storage.getUsageAndQuota', { origin: line.address });
  await allow(usage + 60_000);
  await question(page, 'front').locator('input[type=file]').setInputFiles(photo.path);
  await page.getByText('could not be stored on this device').waitFor();
  const words = question(page, 'story').locator('input, textarea');
  expect(await words.inputValue()).toBe('Before the disk was full');

  // Not even words fit any more: the page says so, and the report can be saved to a file as it is.
  const long = `A long story: ${randomBytes(150_000).toString('hex')}`;
  await words.fill(long);
  await page.getByText('This phone cannot save at the moment.').waitFor();
  await accessible(page);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save to a file' }).tap()]);
  const file = readFileSync(await download.path());
  expect(file.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04');
  expect(file.includes(long)).toBe(true);
  await words.fill('After the disk was full');
  await page.getByText('This phone cannot save at the moment.').waitFor({ state: 'detached' });
  await page.waitForTimeout(300);
  await page.reload();
  await question(page, 'story').waitFor();
  expect(await words.inputValue()).toBe('After the disk was full');

  // Some room again: the photo goes in, the report leaves whole.
  await allow();
  await question(page, 'front').locator('input[type=file]').setInputFiles(photo.path);
  await question(page, 'front').getByRole('img').waitFor();
  await page.getByRole('button', { name: 'Overview' }).tap();
  await send(page);
  const [arrived, ...more] = await eventually(() => reportsOf(lead, id), (found) => found.length > 0, 30_000);
  expect(more).toEqual([]);
  const { response } = await eventually(() => detail(lead, arrived?.id ?? ''), (read) => read.response.complete);
  expect(response).toMatchObject({ complete: true, answers: { greeted: 'yes', wait: 4, story: 'After the disk was full' } });
  rmSync(photo.path);
  await browser.end();
});

const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Zurich' }).format(new Date());
