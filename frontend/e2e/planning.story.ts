// A lead plans visits in bulk, acts on several at once and takes it back, and follows them on
// the board; planning the same again adds only what is missing.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { eventually, library } from './programme';
import { day } from './screens/world';
import { Server } from './server';

interface Visit {
  id: string;
  location: string;
  person: string;
  firstDay?: string;
  lastDay?: string;
  from?: string;
  state: string;
  board?: string;
  briefing?: Record<string, string>;
  documents?: { name: string }[];
  proofs?: object[];
  fee?: { amount: number; currency: string };
  expenses?: { limit: { amount: number } };
}

let server: Server;
let lead: Person;
let shopper: Person;
const visits = async () => (await lead.get<{ items: Visit[] }>('/projects/story/assignments?limit=200')).items;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.post('/projects/story/definitions', library('store-visit'));
  await lead.put('/projects/story/waves/spring', {
    title: { en: 'Spring', de: 'Frühling' }, kind: 'baseline', order: 1, firstDay: day(1), lastDay: day(28), targets: [{ definition: 'store-visit', count: 2 }]
  });
  for (const [index, tag] of ['city', 'city', 'country'].entries()) {
    await lead.put(`/projects/story/locations/shop-${index}`, { title: `Garden shop ${index}`, tags: [tag], position: { lat: 47.3 + index / 20, lon: 8.5 } });
  }
  for (const name of ['Anna', 'Beat']) {
    const { token } = await lead.post<{ token: string }>('/projects/story/invitations', { role: 'shopper' });
    await lead.post(`/invitations/${token}/acceptance`, { name, email: `${name.toLowerCase()}@example.org`, password, language: 'en' });
  }
  shopper = await Person.signIn(server, 'anna@example.org');
});
afterAll(() => server.end());

const dialog = (page: Page) => page.getByRole('dialog');
const next = (page: Page) => page.getByRole('button', { name: 'Next' }).click();
const figure = (page: Page, name: string) => page.locator('dl > div').filter({ hasText: name }).locator('dd').textContent();
const table = (page: Page) => page.getByRole('table', { name: 'Assignments' });

it('plans visits by steps, and again only what is missing', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/assignments', 'lead@example.org');
  await page.getByRole('link', { name: 'Plan visits' }).click();

  await page.getByText('Its days:').waitFor();
  await accessible(page);
  await next(page);
  await page.getByLabel('Those with a tag').check();
  // A step that is left unfinished is marked; the last one says so.
  await page.getByRole('button', { name: 'Check', exact: false }).click();
  await page.getByText('Please put the marked steps right first.').waitFor();
  await page.getByRole('button', { name: /Locations/ }).filter({ hasText: '!' }).click();
  await page.getByText('Choose at least one tag.').waitFor();
  await page.getByRole('button', { name: /^city/ }).click();
  await page.getByText('2 locations', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Show them on the map' }).click();
  await page.locator('.place-mark').nth(1).waitFor();
  await accessible(page);
  await next(page);

  await page.getByLabel('Visits of each location').fill('2');
  for (const [from, to] of [['09:00', '12:00'], ['14:00', '18:00']] as const) {
    await page.getByRole('button', { name: 'Add a time of day' }).click();
    await page.getByLabel('Between').last().fill(from);
    await page.getByLabel('and', { exact: true }).last().fill(to);
  }
  // What falls where: two visits at each time, spread over the days.
  await page.getByRole('listitem').filter({ hasText: '09:00–12:00' }).getByText('2 visits').waitFor();
  await accessible(page);
  await next(page);

  await page.getByLabel('Briefing (English)').fill('Arrive **after five**.');
  await page.locator('.preview strong').getByText('after five').waitFor();
  await page.locator('input[type=file]').setInputFiles({ name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') });
  await page.getByRole('button', { name: 'Save plan.pdf' }).waitFor();
  await page.getByRole('button', { name: 'Add a proof' }).click();
  await page.getByLabel('Proof 1 (English)').fill('The receipt');
  await page.getByLabel('Fee').fill('25,50');
  await page.getByLabel('Expenses up to').fill('ten');
  await next(page);
  await page.getByRole('button', { name: /Briefing/ }).filter({ hasText: '!' }).click();
  await page.getByText('Enter an amount such as 10').waitFor();
  await accessible(page);
  await page.getByLabel('Expenses up to').fill('10');
  await next(page);

  await accessible(page);
  await next(page);
  await page.getByRole('button', { name: 'Add 4 visits' }).waitFor();
  expect(await visits()).toEqual([]);
  await accessible(page);
  await page.getByRole('button', { name: 'Add 4 visits' }).click();
  await page.getByRole('link', { name: 'To the board' }).waitFor();
  const first = await visits();
  expect(first.map(({ location }) => location).sort()).toEqual(['shop-0', 'shop-0', 'shop-1', 'shop-1']);
  expect(first[0]).toMatchObject({
    state: 'planned', person: '', briefing: { en: 'Arrive **after five**.' }, documents: [{ name: 'plan.pdf' }], fee: { amount: 2550, currency: 'CHF' }, expenses: { limit: { amount: 1000 } }
  });
  // The two visits of a location begin on different days and at different times.
  const own = first.filter(({ location }) => location === 'shop-0');
  expect(new Set(own.map(({ firstDay }) => firstDay)).size).toBe(2);
  expect(new Set(own.map(({ from }) => from)).size).toBe(2);

  // The same plan for all locations adds only the third one's.
  await page.getByRole('button', { name: 'Plan more' }).click();
  await page.getByRole('button', { name: /Locations/ }).click();
  await page.getByLabel('As many as the wave’s targets say').check();
  await page.getByRole('button', { name: 'Check', exact: false }).click();
  await page.getByRole('button', { name: 'Add 2 visits' }).click();
  await page.getByRole('link', { name: 'To the board' }).waitFor();
  expect(await figure(page, 'There already')).toBe('4');
  expect((await visits()).length).toBe(6);
  await page.getByRole('button', { name: /Locations/ }).click();
  await page.getByRole('button', { name: 'Check', exact: false }).click();
  await page.getByText('nothing is missing').waitFor();
  await browser.end();
});

it('acts on several at once with undo, by mouse and by keys', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/assignments', 'lead@example.org');
  await table(page).waitFor();
  await page.getByText('6 assignments').waitFor();
  await accessible(page);

  // With the keys: down twice, select, a span with shift, and everything.
  for (const key of ['j', 'j', 'x']) await page.keyboard.press(key);
  await page.getByText('one selected').waitFor();
  await table(page).getByRole('checkbox').nth(4).click({ modifiers: ['Shift'] });
  await page.getByText('3 selected').waitFor();
  await page.getByRole('button', { name: 'Select all 6' }).click();
  await page.getByText('6 selected').waitFor();
  await accessible(page);

  await page.getByRole('button', { name: 'Give …' }).click();
  await accessible(page);
  await dialog(page).getByLabel('Give to').selectOption({ label: 'Anna (anna@example.org)' });
  await dialog(page).getByRole('button', { name: 'Give 6 assignments' }).click();
  await page.getByText('6 assignments are given.').waitFor();
  await page.getByRole('button', { name: /^Offered/ }).getByText('6').waitFor();
  expect((await shopper.get<{ items: object[] }>('/field/assignments')).items.length).toBe(6);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('It is as it was before.').waitFor();
  expect((await visits()).map(({ person, state }) => person + state)).toEqual(Array(6).fill('planned'));

  // Called off with a reason, which stands in the history; and taken back.
  await page.getByRole('button', { name: 'Call off …' }).click();
  await dialog(page).getByLabel('Reason').fill('The shops are closed.');
  await dialog(page).getByRole('button', { name: 'Call off 6 assignments' }).click();
  await page.getByText('6 assignments are called off.').waitFor();
  await page.getByRole('button', { name: 'Show Garden shop 0' }).first().click();
  await page.getByRole('complementary').last().getByText('The shops are closed.').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(visits, (all) => all.every(({ state }) => state === 'planned'));
  expect((await visits()).map(({ state }) => state)).toEqual(Array(6).fill('planned'));

  // Moved, and onto the job board.
  await page.getByRole('button', { name: 'Move …' }).click();
  await dialog(page).getByLabel('Last day').fill(day(40));
  await dialog(page).getByRole('button', { name: 'Move 6 assignments' }).click();
  await page.getByText('6 assignments are moved.').waitFor();
  expect(new Set((await visits()).map(({ lastDay }) => lastDay))).toEqual(new Set([day(40)]));
  await page.getByRole('button', { name: 'Job board …' }).click();
  await dialog(page).getByLabel('Shoppers apply, you choose').check();
  await dialog(page).getByRole('button', { name: 'Put 6 assignments on the job board' }).click();
  await page.getByText('6 assignments are on the job board.').waitFor();
  expect((await visits()).map(({ board }) => board)).toEqual(Array(6).fill('apply'));
  await browser.end();
});

it('gives an application what it asks for, and follows by stage, place and map', async () => {
  const [one] = await visits();
  if (!one) throw new Error('nothing is planned');
  await shopper.post(`/field/assignments/${one.id}/acts`, { id: '01970000-0000-7000-8000-000000000001', kind: 'apply', at: new Date().toISOString(), note: 'I live next door.' });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `/desk/projects/story/assignments?open=${one.id}`, 'lead@example.org');
  await page.getByText('I live next door.').first().waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Give it to Anna' }).click();
  await page.getByText('Anna has the assignment.').waitFor();
  expect((await visits()).find(({ id }) => id === one.id)?.person).not.toBe('');

  // The form of one: from the panel by key; closing it with changes asks.
  await page.getByRole('button', { name: /^Show Garden shop/ }).first().focus();
  await page.keyboard.press('e');
  await dialog(page).getByLabel('Scenario (English)').fill('You look for a present.');
  await accessible(page);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Keep editing' }).click();
  await dialog(page).getByRole('button', { name: 'Save', exact: true }).click();
  await dialog(page).waitFor({ state: 'detached' });
  await page.getByText('You look for a present.').waitFor();

  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('heading', { name: /^Offered/ }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Places' }).click();
  await page.getByRole('link', { name: '0 of 2 reported' }).first().waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Map', exact: true }).click();
  await page.locator('.place-mark').nth(2).waitFor();
  await page.getByRole('button', { name: /^Garden shop 2/ }).click();
  await page.getByRole('link', { name: 'Show its assignments' }).click();
  await page.getByText('2 assignments').waitFor();
  expect(new URL(page.url()).searchParams.get('location')).toBe('shop-2');
  await page.getByRole('button', { name: 'Show everything' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await saved).suggestedFilename()).toBe('story-assignments.csv');
  await browser.end();
});

it('fits a phone, in German and dark', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/assignments', 'lead@example.org', 'de');
  for (const view of ['', '?view=columns', '?view=places', '?view=map', '/plan?step=where', '/plan?step=when', '/plan?step=briefing', '/plan?step=who', '/plan?step=check']) {
    await page.goto(`${server.address}/desk/projects/story/assignments${view}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    await accessible(page);
    await noOverflow(page);
  }
  await browser.end();
});
