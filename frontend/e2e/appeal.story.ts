// The client reads an approved report without people, objects, and gets an answer; the report is reopened and corrected.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password } from './api';
import { accessible, Browser, desk } from './browser';
import { programme, report, shelves, usual, type Programme } from './reports';
import { Server } from './server';

interface Detail {
  response: { state: string; awaitsSecond?: string };
  history: { id: string; kind: string; outcome?: string; text?: string }[];
}

let server: Server;
let world: Programme;
let approved = '';
let waiting = '';

beforeAll(async () => {
  server = await Server.start();
  world = await programme(server, { secondReviewer: true });
  const { lead, reviewer, mia, noah } = world;
  approved = await report(lead, { shopper: mia, location: '0001', at: { lat: 47.377, lon: 8.5418 }, photos: { flaw_photo: shelves(3) }, answers: { ...usual, flaws: ['shelves'] } });
  waiting = await report(lead, { shopper: noah, location: '0002', answers: { ...usual, story: 'A short visit, but everything that was asked for could be found quickly on the shelves.' } });
  for (const person of [reviewer, lead]) {
    const { history } = await lead.get<Detail>(`/projects/story/responses/${approved}`);
    await person.post(`/projects/story/responses/${approved}/reviews`, { id: crypto.randomUUID(), base: history.at(-1)?.id, decision: 'approve', grade: 7 });
  }
});
afterAll(() => server.end());

async function enter(page: Page, email: string, path: string): Promise<void> {
  await page.goto(`${server.address}/desk/projects/story${path}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

it('lets the client object, and the reviewers answer', async () => {
  const client = new Browser(desk, { origin: server.address });
  const theirs = await client.open();
  await enter(theirs, 'vera@example.org', '/responses');
  await theirs.getByRole('table').getByText('Approved').waitFor();
  expect(await theirs.getByRole('row').count()).toBe(2);
  expect(await theirs.getByRole('link', { name: 'Review', exact: true }).count()).toBe(0);
  await theirs.goto(`${server.address}/desk/projects/story/responses/${approved}`);
  await theirs.getByText('Your overall impression').waitFor();
  const shown = await theirs.locator('main').innerText();
  for (const hidden of ['Mia', 'Rita', 'Checked in', 'stacking shelves', 'flags', 'Grade', 'Bag of soil']) expect(shown).not.toContain(hidden);
  expect(await theirs.getByRole('region', { name: 'Decision' }).count()).toBe(0);
  await theirs.getByRole('button', { name: 'Object to this report' }).click();
  await theirs.getByRole('button', { name: 'Send the objection' }).click();
  await theirs.getByText('Please give a reason.').waitFor();
  await theirs.getByLabel('What is wrong?').fill('There was somebody at the till that day.');
  await accessible(theirs);
  await theirs.getByRole('button', { name: 'Send the objection' }).click();
  await theirs.getByText('Objection without an answer yet').waitFor();

  const ours = new Browser(desk, { origin: server.address });
  const page = await ours.open();
  await enter(page, 'rita@example.org', '/review');
  await page.getByRole('button', { name: /^Objections/ }).click();
  await page.getByRole('link', { name: /Garden shop North/ }).click();
  await page.getByText('There was somebody at the till that day.').first().waitFor();
  await page.getByLabel('Answer', { exact: true }).fill('You are right, we look at it again.');
  await accessible(page);
  await page.getByRole('button', { name: 'Accept the objection' }).click();
  await page.getByText('The objection is answered.').waitFor();
  const detail = await world.lead.get<Detail>(`/projects/story/responses/${approved}`);
  expect(detail.history.filter(({ kind }) => kind === 'appealDecided').map(({ outcome }) => outcome)).toEqual(['accepted']);

  await theirs.reload();
  await theirs.getByText('Objection accepted').waitFor();
  await theirs.getByText('You are right, we look at it again.').waitFor();
  await accessible(theirs);
  await client.end();

  // A decided report is reopened before it is corrected.
  expect(await page.getByRole('button', { name: 'Correct', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Reopen', exact: true }).click();
  await page.getByLabel('Reason').fill('The client objected.');
  await page.getByRole('button', { name: 'Reopen the report' }).click();
  await page.getByText('Reopened.').waitFor();
  expect((await world.lead.get<Detail>(`/projects/story/responses/${approved}`)).response.state).toBe('inReview');
  await ours.end();
});

it('takes two reviewers to approve', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await enter(page, 'rita@example.org', `/responses/${waiting}`);
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByText('A second reviewer has to confirm').waitFor();
  await page.getByRole('button', { name: 'Approve', exact: true }).first().click();
  await page.getByText('it waits for a second reviewer').waitFor();
  await page.getByText('You have approved it first').waitFor();
  expect(await page.getByRole('button', { name: 'Confirm', exact: true }).count()).toBe(0);
  await browser.end();

  const other = new Browser(desk, { origin: server.address });
  const second = await other.open();
  await enter(second, 'lead@example.org', `/responses/${waiting}`);
  await second.getByRole('button', { name: 'Confirm', exact: true }).click();
  await second.getByText('Rita Prüfer has approved it').waitFor();
  await accessible(second);
  await second.getByRole('button', { name: 'Confirm', exact: true }).first().click();
  await second.getByText('Confirmed and approved.').waitFor();
  expect((await world.lead.get<Detail>(`/projects/story/responses/${waiting}`)).response.state).toBe('approved');
  await other.end();
});
