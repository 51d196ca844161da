// A shopper joins by invitation, fills a report without network in several sittings, with a
// photo, and submits; server and browser go down in between. The lead sees the points.
import { rmSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, phone } from './browser';
import { takePhoto } from './photo';
import { eventually, library, prepare } from './programme';
import { Server } from './server';

interface Question {
  name: string;
  section: string;
  earned: number;
  possible: number;
}
interface Section {
  name: string;
  percent: number | null;
}
interface Read {
  response: { state: string; complete: boolean; answers: Record<string, unknown>; attachments: { id: string; size: number; present: boolean }[] };
  score: { total: { earned: number; possible: number; percent: number }; sections: Section[]; questions: Question[] };
}

let server: Server;
let lead: Person;
let invitation: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'store-visit');
  await lead.put('/projects/story/locations/0007', {
    title: 'Garden shop North',
    address: 'Bahnhofstrasse 7, 8001 Zürich',
    position: { lat: 47.3769, lon: 8.5417 }
  });
  const made = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: 'Shopper of the story' });
  invitation = new URL(made.url).pathname + new URL(made.url).hash;
});
afterAll(() => server.end());

async function plan(): Promise<void> {
  const people = await lead.get<{ items: { id: string; role: string }[] }>('/projects/story/people');
  const shopper = people.items.find(({ role }) => role === 'shopper');
  await lead.post('/projects/story/assignments', {
    wave: 'after',
    definition: { id: 'store-visit', version: 1 },
    location: '0007',
    person: shopper?.id,
    scenario: { en: 'You look for a present.', de: 'Sie suchen ein Geschenk.' },
    briefing: { en: 'Arrive **after five**.\n\n- Take no notes\n- Keep the receipt', de: 'Nach **fünf Uhr** ankommen.' },
    fee: { amount: 2500, currency: 'CHF' }
  });
}

const question = (page: Page, name: string) => page.locator(`[data-question="${name}"]`);
async function choose(page: Page, name: string, label: string): Promise<void> {
  await question(page, name).getByRole('radio', { name: label, exact: true }).tap({ force: true });
}
async function write(page: Page, name: string, text: string): Promise<void> {
  await question(page, name).locator('input, textarea').fill(text);
}
async function open(page: Page, section: string): Promise<void> {
  const entry = page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${section}`) });
  const overview = page.getByRole('button', { name: 'Overview' });
  await entry.or(overview).first().waitFor();
  if (await overview.isVisible()) await overview.tap();
  await entry.tap();
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
}
async function noOverflow(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), page.url()).toBe(0);
}
const reports = async () => (await lead.get<{ items: { id: string }[] }>('/projects/story/responses?wave=after')).items;

it('takes a report from invitation to points, without network, over several sittings', async () => {
  const browser = new Browser(phone, { origin: server.address });
  let page = await browser.open();

  await page.goto(server.address + invitation);
  await page.getByLabel('E-mail address').fill('shopper@example.org');
  await page.getByLabel('Password').fill(password);
  await accessible(page);
  await page.getByRole('button', { name: 'Join' }).tap();
  await page.getByText('No assignments yet').waitFor();
  await accessible(page);
  await plan();
  await page.reload();

  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await page.getByText('You look for a present.').waitFor();
  await page.getByText('after five').waitFor();
  await page.getByText(/CHF\s25/).waitFor();
  await accessible(page);
  await noOverflow(page);
  const photo = await takePhoto(page, 4200, 3000);
  expect(photo.size).toBeGreaterThan(20_000_000);

  // From here on there is neither network nor server.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await server.stop();
  await browser.offline(true);

  // First sitting.
  await page.getByRole('link', { name: 'Start report' }).tap();
  await accessible(page);
  await open(page, 'Your visit');
  await write(page, 'visit_date', '2026-05-04');
  await write(page, 'time_in', '17:10');
  await choose(page, 'traffic', 'Some customers, no queues');
  await write(page, 'staff_seen', '3');
  await choose(page, 'scenario_kept', 'Yes');
  await accessible(page);
  await noOverflow(page);
  await open(page, 'Arrival');
  await choose(page, 'greeted', 'Yes');
  await write(page, 'wait', '12');
  await question(page, 'queue_photo').getByText('while you waited 12 minutes').waitFor();
  await question(page, 'queue_photo').locator('input[type=file]').setInputFiles(photo.path);
  await question(page, 'queue_photo').getByRole('img').waitFor();
  await choose(page, 'attention', 'No');
  await write(page, 'arrival_comment', 'Two employees talked to each other and did not look up.');
  await page.waitForTimeout(300); // the promise: on the disk within 300 ms
  await browser.close();

  // Second sitting: cold start without network.
  page = await browser.open();
  await browser.offline(true);
  await page.goto(`${server.address}/field/`);
  await page.getByText(/^In progress/).waitFor();
  await accessible(page);
  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await page.getByRole('link', { name: 'Continue report' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Arrival' }).waitFor();
  await question(page, 'queue_photo').getByRole('img').waitFor();
  await open(page, 'Advice');
  await choose(page, 'advised', 'Yes');
  await question(page, 'needs').getByRole('checkbox', { name: 'What I need it for' }).tap({ force: true });
  await question(page, 'needs').getByRole('checkbox', { name: 'My price range' }).tap({ force: true });
  await choose(page, 'knowledge', 'Fully');
  await choose(page, 'benefits', 'Mostly');
  await choose(page, 'alternatives', 'Not applicable');
  await choose(page, 'add_on', 'No');
  await open(page, 'Checkout');
  await write(page, 'checkout_wait', '2');
  await choose(page, 'price_correct', 'Yes');
  await choose(page, 'receipt', 'No');
  await choose(page, 'farewell', 'Yes');
  await open(page, 'Appearance');
  await choose(page, 'available', 'Yes');
  await question(page, 'flaws').getByRole('checkbox', { name: 'None of these' }).tap({ force: true });
  await choose(page, 'staff_recognisable', 'Yes');
  await choose(page, 'orientation', 'Fully');
  await open(page, 'Summary');
  await write(page, 'time_out', '17:45');
  await question(page, 'summary_note').getByText('14 minutes').waitFor();
  await question(page, 'impression').getByRole('radio', { name: '4 of 5 stars' }).tap({ force: true });
  await question(page, 'recommend').getByRole('radio', { name: '8', exact: true }).tap({ force: true });
  await write(page, 'story', 'Friendly and competent advice, but it took long until somebody came.');

  // The position is left out: the summary says so, and the report may leave all the same.
  await page.getByRole('button', { name: 'Overview' }).tap();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByText('One answer is missing or does not fit.').waitFor();
  await accessible(page);
  await noOverflow(page);
  await page.getByRole('button', { name: 'Send anyway' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Send anyway' }).tap();
  await page.getByText('The report is kept on this phone').waitFor();
  await page.getByRole('link', { name: 'Sent' }).tap();
  await page.getByText('1 not sent yet').waitFor();
  await accessible(page);
  await browser.close();

  // Third: still waiting after a cold start, then everything leaves by itself.
  page = await browser.open();
  await browser.offline(true);
  await page.goto(`${server.address}/field/`);
  await page.getByText('1 not sent yet').waitFor();
  await server.resume();
  lead = await Person.signIn(server, 'lead@example.org');
  expect(await reports()).toEqual([]);
  await browser.offline(false);
  expect(await eventually(reports, (found) => found.length > 0, 30_000)).toHaveLength(1);
  await page.getByText('1 not sent yet').waitFor({ state: 'detached' });
  await page.reload();
  await page.getByText('Arrived').waitFor();
  await page.waitForTimeout(2_000);
  const [report, ...more] = await reports();
  expect(more).toEqual([]);

  const read = await lead.get<Read>(`/projects/story/responses/${report?.id}`);
  expect(read.response).toMatchObject({ state: 'submitted', complete: true, answers: { wait: 12, minutes_waited: 14 } });
  const [attachment] = read.response.attachments;
  expect(attachment?.present).toBe(true);
  expect(attachment?.size).toBeLessThan(5_000_000);
  const stored = await lead.file(`/projects/story/responses/${report?.id}/attachments/${attachment?.id}`);
  expect(stored.subarray(0, 3)).toEqual(Buffer.from([0xff, 0xd8, 0xff]));
  expect(stored.includes('Exif')).toBe(false);

  // Points are the sums of the questions' points; the total weighs the sections as the definition says.
  const { total, sections, questions } = read.score;
  expect(questions.find(({ name }) => name === 'greeted')).toMatchObject({ earned: 5, possible: 5 });
  expect(questions.find(({ name }) => name === 'attention')).toMatchObject({ earned: 0, possible: 2 });
  expect(total.earned).toBeCloseTo(questions.reduce((sum, { earned }) => sum + earned, 0), 9);
  expect(total.possible).toBeCloseTo(questions.reduce((sum, { possible }) => sum + possible, 0), 9);
  const scored = sections.filter(({ percent }) => percent !== null);
  expect(scored.map(({ name }) => name)).toEqual(['arrival', 'advice', 'checkout', 'appearance']);
  const weights = new Map(library('store-visit').body.map(({ name, weight }) => [name, weight ?? 0]));
  const sum = (value: (section: Section) => number) => scored.reduce((all, section) => all + value(section), 0);
  const weight = ({ name }: Section) => weights.get(name) ?? 0;
  expect(total.percent).toBeCloseTo(sum((section) => weight(section) * (section.percent ?? 0)) / sum(weight), 9);
  for (const section of scored) {
    const own = questions.filter((one) => one.section === section.name);
    const share = own.reduce((all, { earned }) => all + earned, 0) / own.reduce((all, { possible }) => all + possible, 0);
    expect(section.percent, section.name).toBeCloseTo(100 * share, 9);
  }

  rmSync(photo.path);
  await browser.end();
});

it('keeps unsent work for its person when they sign out, and sends it at their next sign-in', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', origin: server.address });
  const page = await browser.open();
  await plan();
  await page.goto(`${server.address}/field/`);
  await page.getByLabel('E-Mail-Adresse').fill('shopper@example.org');
  await page.getByLabel('Passwort').fill(password);
  await page.getByRole('button', { name: 'Anmelden' }).tap();
  await page.getByRole('link', { name: /kein fester Termin/i }).tap();
  await page.getByRole('link', { name: 'Bericht beginnen' }).tap();
  await page.getByRole('button', { name: /^Empfang/ }).tap();
  await choose(page, 'greeted', 'Ja');
  await page.waitForTimeout(300);
  await page.goto(`${server.address}/field/profile`);
  await accessible(page);
  await page.getByRole('button', { name: 'Abmelden' }).tap();
  await page.getByRole('dialog').getByRole('button', { name: 'Abmelden' }).tap();
  await page.getByLabel('Passwort').fill(password);
  expect(await page.getByText('Garden shop North').count()).toBe(0);
  await page.getByLabel('E-Mail-Adresse').fill('shopper@example.org');
  await page.getByRole('button', { name: 'Anmelden' }).tap();
  await page.getByRole('link', { name: /^Entwürfe/ }).tap();
  await page.getByText(/^Begonnen: 2 von/).waitFor();
  await accessible(page);
  await browser.end();
});
