// The whole life of an assignment without network and back: accepted, visited in two sittings,
// sent, returned with a question, corrected, approved and rated; the server has each of it once.
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, phone } from './browser';
import { assign, assignment, decide, detail, kept, openSection, prepareField, question, recruit, reportsOf, signIn } from './field-programme';
import { takePhoto } from './photo';
import { eventually } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let given: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepareField(lead);
  const person = await recruit(lead, 'Shopper', 'shopper@example.org');
  given = await assign(lead, {
    person,
    state: 'offered',
    scenario: { en: 'You look for a present.' },
    fee: { amount: 3000, currency: 'CHF' },
    expenses: { limit: { amount: 2000, currency: 'CHF' }, what: { en: 'One plant,' } },
    proofs: [{ text: { en: 'The entrance' }, question: 'front' }]
  });
});
afterAll(() => server.end());

it('goes through its whole life without network and back', async () => {
  const browser = new Browser(phone, { origin: server.address });
  let page = await browser.open();
  await signIn(page, server, 'shopper@example.org');
  await page.getByText('Offered: accept or decline?').waitFor();
  await accessible(page);
  const photo = await takePhoto(page, 1600, 1200);
  await kept(page);

  // From here on there is neither network nor server.
  await server.stop();
  await browser.offline(true);
  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await page.getByText('paid back up to').waitFor();
  await page.getByText('The entrance').waitFor();
  await accessible(page);
  const calendar = page.waitForEvent('download');
  if (await page.getByRole('button', { name: 'Into the calendar' }).isVisible()) {
    await page.getByRole('button', { name: 'Into the calendar' }).tap();
    expect((await calendar).suggestedFilename()).toMatch(/\.ics$/);
  } else void calendar.catch(() => undefined);
  await page.getByRole('button', { name: 'Accept' }).tap();
  await page.getByText('Accepted; this is told as soon as there is network.').waitFor();
  await page.getByText('1 not sent yet').waitFor();

  // The visit, first sitting.
  await page.getByRole('link', { name: 'Start report' }).tap();
  await page.getByRole('button', { name: 'Check in' }).tap();
  await page.getByText(/0 m from the location, accurate to 12 m/).waitFor();
  await accessible(page);
  await page.getByText('Own notes').first().tap();
  await page.getByLabel('Own notes').fill('Quiet afternoon');
  await openSection(page, 'Arrival');
  await question(page, 'greeted').getByRole('radio', { name: 'Yes' }).tap({ force: true });
  await question(page, 'wait').locator('input').fill('14');
  await openSection(page, 'The shop');
  await question(page, 'story').locator('input, textarea').fill('It took long until somebody came.');
  await page.waitForTimeout(300);
  await browser.close();

  // Second sitting: a cold start without network.
  page = await browser.open();
  await browser.offline(true);
  await page.goto(`${server.address}/field/assignments/${given}/report`);
  await page.getByRole('heading', { level: 1, name: 'The shop' }).waitFor();
  await page.getByRole('button', { name: 'Overview' }).tap();
  await page.getByText(/^Checked in/).waitFor();
  expect(await page.getByLabel('Own notes').inputValue()).toBe('Quiet afternoon');
  await page.getByRole('button', { name: /^Expenses/ }).tap();
  await page.getByRole('button', { name: 'Add expense' }).tap();
  await page.getByText('Please say what it was for.').waitFor();
  await page.getByLabel('What for?').fill('A basil');
  await page.getByLabel('Amount (CHF)').fill('4.50');
  await page.locator('main input[type=file]').setInputFiles(photo.path);
  await page.getByText(/^Receipt:/).waitFor();
  await page.getByRole('button', { name: 'Add expense' }).tap();
  await page.getByText('with receipt').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Done' }).tap();
  await page.getByRole('button', { name: /Expenses: CHF\s4\.50/ }).waitFor();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByText('One proof is missing').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'The entrance' }).tap();
  await question(page, 'front').locator('input[type=file]').setInputFiles(photo.path);
  await question(page, 'front').getByRole('img').waitFor();
  await page.getByRole('button', { name: 'Back to the check' }).tap();
  await page.getByText('Everything is answered.').waitFor();
  await page.getByRole('button', { name: 'Check out' }).tap();
  await page.getByText('Not checked out yet.').waitFor({ state: 'detached' });
  await page.waitForTimeout(500);
  await page.getByRole('button', { name: 'Send report' }).tap();
  await page.getByText('The report is kept on this phone').waitFor();
  await page.getByText('Back to the list').tap();
  await page.getByText('3 not sent yet').waitFor();
  await browser.close();

  // The network is back: everything is there once.
  page = await browser.open();
  await server.resume();
  lead = await Person.signIn(server, 'lead@example.org');
  await page.goto(`${server.address}/field/`);
  const [report, ...more] = await eventually(() => reportsOf(lead, given), (found) => found.length > 0, 30_000);
  expect(more).toEqual([]);
  const id = report?.id ?? '';
  await page.getByText('not sent yet').waitFor({ state: 'detached' });
  const sent = await eventually(() => detail(lead, id), ({ response }) => response.complete);
  expect(sent.response).toMatchObject({
    state: 'submitted',
    complete: true,
    answers: { greeted: 'yes', wait: 14 },
    visit: { notes: 'Quiet afternoon', sittings: 2, checkIn: { position: { accuracy: 12 } } },
    expenses: [{ what: 'A basil', amount: { amount: 450, currency: 'CHF' } }]
  });
  expect(sent.response.visit?.checkIn?.distance).toBeLessThan(1);
  expect(sent.response.visit?.checkOut).toBeDefined();
  expect(sent.response.attachments?.map(({ question: asked, present }) => [asked, present]).sort()).toEqual([
    ['$expense', true],
    ['front', true]
  ]);
  expect(sent.response.attachments?.every(({ takenAt }) => Date.parse(takenAt ?? '') > Date.now() - 600_000)).toBe(true);
  const planned = await assignment(lead, given);
  expect(planned.events?.filter(({ kind }) => kind === 'accepted')).toHaveLength(1);
  expect(planned.events?.filter(({ kind }) => kind === 'checkedIn')).toHaveLength(1);
  expect(planned.checkedInAt).toBeDefined();

  // The reviewer asks; the shopper answers at the very question, again without network.
  await decide(lead, id, { decision: 'return', comments: [{ question: 'wait', text: 'Really 14 minutes?' }] });
  await page.reload();
  await page.getByText(/^Sent back with 1 question/).first().waitFor();
  await accessible(page);
  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await page.getByText('Really 14 minutes?').waitFor();
  await accessible(page);
  await kept(page);
  await page.waitForTimeout(500);
  await browser.offline(true);
  await page.getByRole('link', { name: 'Correct the report' }).tap();
  await page.getByText('1 question of the reviewer').waitFor();
  await page.getByRole('button', { name: /Expenses: CHF\s4\.50/ }).waitFor();
  expect(await page.getByRole('button', { name: 'Check in' }).count()).toBe(0);
  await openSection(page, 'Arrival');
  await page.getByText('Really 14 minutes?').waitFor();
  expect(await question(page, 'wait').locator('input').inputValue()).toBe('14');
  await accessible(page);
  await question(page, 'wait').locator('input').fill('4');
  await page.getByRole('button', { name: 'Overview' }).tap();
  await openSection(page, 'The shop');
  await question(page, 'front').getByRole('img').waitFor();
  await page.getByRole('button', { name: 'Overview' }).tap();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByLabel('Message to the reviewer').fill('I mistyped.');
  await page.getByRole('button', { name: 'Send correction' }).tap();
  await page.getByRole('heading', { name: 'The report is on its way' }).waitFor();
  await browser.offline(false);
  const corrected = await eventually(() => detail(lead, id), ({ response }) => response.state === 'submitted', 30_000);
  expect(corrected.response).toMatchObject({ state: 'submitted', complete: true, answers: { greeted: 'yes', wait: 4 } });
  expect(corrected.response.expenses).toEqual(sent.response.expenses);
  expect(corrected.response.visit?.checkIn).toEqual(sent.response.visit?.checkIn);
  expect(corrected.response.attachments?.map(({ question: asked, present, superseded }) => [asked, present, superseded ?? false]).sort()).toEqual([
    ['$expense', true, false],
    ['front', true, false]
  ]);
  expect(corrected.history.filter(({ kind }) => kind === 'revised')).toMatchObject([{ comment: 'I mistyped.' }]);
  expect(await reportsOf(lead, given)).toHaveLength(1);

  // Approved and rated.
  await decide(lead, id, { decision: 'approve', grade: 9 });
  await page.goto(`${server.address}/field/`);
  await page.getByText('Approved, Grade 9 of 10').waitFor();
  await page.goto(`${server.address}/field/profile`);
  await page.getByText('rated 9 of 10').waitFor();
  await page.getByText('All reports').tap();
  await page.getByText(/CHF\s30\.00 \+ CHF\s4\.50/).waitFor();
  await accessible(page);
  rmSync(photo.path);
  await browser.end();
});
