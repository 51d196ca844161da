// A reviewer works through the queue: by keys and by pointer, with evidence, comments, a correction and somebody faster.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { programme, report, shelves, unsentReport, usual, type Programme } from './reports';
import { Server } from './server';

interface Detail {
  response: { state: string; grade?: number; answers: Record<string, unknown> };
  history: { id: string; kind: string; decision?: string; comments?: { question: string; text: string }[]; reason?: string }[];
}

let server: Server;
let world: Programme;
let twin = '';
const ids: Record<'north' | 'lake' | 'station' | 'far', string> = { north: '', lake: '', station: '', far: '' };
const near = { lat: 47.377, lon: 8.5418 };

beforeAll(async () => {
  server = await Server.start();
  world = await programme(server);
  const { lead, mia, noah } = world;
  ids.north = await report(lead, { shopper: mia, location: '0001', at: near, photos: { flaw_photo: shelves(1), receipt_photo: shelves(2) }, answers: { ...usual, receipt: 'yes', flaws: ['shelves'] } });
  ids.lake = await report(lead, { shopper: mia, location: '0002', answers: { ...usual, story: 'It was a visit like any other, and the flowers by the entrance were fresh and well arranged.' } });
  ids.station = await report(lead, { shopper: noah, location: '0003', at: { lat: 47.378, lon: 8.54 }, answers: { ...usual, wait: 12, story: 'Twelve minutes of waiting before somebody came, then very friendly and to the point.' } });
  twin = ids.far = await report(lead, { shopper: noah, location: '0001', at: { lat: 47.4, lon: 8.6 }, photos: { flaw_photo: shelves(1) }, answers: { ...usual, flaws: ['shelves'], story: 'The shelves at the back were empty, and nobody could say when there would be more.' } });
});
afterAll(() => server.end());

const detail = (id: string) => world.lead.get<Detail>(`/projects/story/responses/${id}`);

async function enter(page: Page, email: string, path: string): Promise<void> {
  await page.goto(`${server.address}/desk/projects/story${path}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

it('goes through the queue by keys and decides', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await enter(page, 'rita@example.org', '/review');
  const queue = page.getByRole('list', { name: 'Reports' });
  await queue.getByText('Garden shop Lake').waitFor();
  expect(await queue.getByRole('link').count()).toBe(4);
  await accessible(page);

  // The oldest is first; Enter opens it beside the list.
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Garden shop North' }).waitFor();
  await page.getByText('within the radius').waitFor();
  await page.getByText('Somebody was stacking shelves').waitFor();
  await accessible(page);

  // Photos large, turned, and beside the same one of another report.
  await page.getByRole('button', { name: /^Compare$/ }).first().click();
  const box = page.getByRole('dialog', { name: 'Photos' });
  await expect.poll(() => box.getByRole('img').count(), { timeout: 10_000 }).toBe(2);
  await box.getByText('The pictures look identical.').waitFor();
  await box.getByRole('button', { name: 'Rotate' }).first().click();
  await box.getByRole('button', { name: 'Zoom in' }).first().click();
  await accessible(page);
  await page.keyboard.press('Escape');

  // A key opens the form, Escape closes it; approving with a grade opens the next one.
  await page.keyboard.press('r');
  await page.getByRole('textbox', { name: 'Comment on the whole report' }).fill('Still typing');
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('button', { name: 'Return', exact: true }).evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press('a');
  await page.getByRole('radio', { name: '8', exact: true }).check();
  await page.getByRole('button', { name: 'Approve', exact: true }).first().click();
  await page.getByText('Approved.', { exact: true }).waitFor();
  const next = page.getByRole('heading', { name: 'Garden shop Lake' });
  await expect.poll(() => next.evaluate((heading) => heading === document.activeElement), { timeout: 10_000 }).toBe(true);
  expect(await next.evaluate((heading) => heading.getBoundingClientRect().top)).toBeGreaterThan(0);
  expect((await detail(ids.north)).response).toMatchObject({ state: 'approved', grade: 8 });

  // Return with a comment at a question; what is typed survives a look at another report.
  await page.getByRole('button', { name: /^Ask about “How many minutes passed/ }).first().click();
  const comment = page.getByRole('textbox', { name: /^Comment on “How many minutes passed/ }).first();
  await expect.poll(() => comment.evaluate((field) => field === document.activeElement)).toBe(true);
  await comment.fill('Was that before or after you asked for help?');
  await page.getByRole('link', { name: /Garden shop Station/ }).click();
  await page.getByRole('heading', { name: 'Garden shop Station' }).waitFor();
  await page.keyboard.press('k');
  await page.getByRole('heading', { name: 'Garden shop Lake' }).waitFor();
  await page.getByText('1 comment at a question').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Return to the shopper' }).click();
  await page.getByText('Returned to the shopper.').waitFor();
  const returned = await detail(ids.lake);
  expect(returned.response.state).toBe('returned');
  expect(returned.history.at(-1)?.comments).toEqual([{ question: 'wait', text: 'Was that before or after you asked for help?' }]);

  // A slip of the finger is corrected with a reason; the original stays in the history.
  await page.getByRole('heading', { name: 'Garden shop Station' }).waitFor();
  await page.getByRole('button', { name: 'Correct', exact: true }).click();
  await page.getByRole('textbox', { name: /^Correct the answer to “How many minutes passed/ }).first().fill('2');
  await page.getByLabel('Reason').fill('The shopper wrote 2 in the story.');
  await page.getByRole('button', { name: 'Save the correction' }).click();
  await page.getByText('The correction is saved.').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Corrected by a reviewer' }).waitFor();
  expect((await detail(ids.station)).response.answers['wait']).toBe(2);
  await accessible(page);

  // Rejecting is taken back at once.
  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  await page.getByText('Use a ready sentence').click();
  await page.getByRole('button', { name: /contradict each other/ }).click();
  await page.getByRole('button', { name: 'Reject the report' }).click();
  await page.getByText('Rejected.', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Reopened.').waitFor();
  expect((await detail(ids.station)).response.state).toBe('inReview');
  await browser.end();
});

it('keeps what was typed when somebody else was faster', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await enter(page, 'rita@example.org', `/responses/${twin}`);
  await page.getByText('outside the radius').waitFor();
  await page.keyboard.press('x');
  await page.getByLabel('Reason').fill('Not at this place.');

  const { history } = await detail(twin);
  await world.lead.post(`/projects/story/responses/${twin}/reviews`, {
    id: crypto.randomUUID(),
    base: history.at(-1)?.id,
    decision: 'return',
    comments: [{ question: '', text: 'Where was this?' }]
  });
  await page.getByRole('button', { name: 'Reject the report' }).click();
  await page.getByText('Somebody was faster').waitFor();
  await page.getByRole('region', { name: 'Decision' }).getByText('Where was this?').waitFor();
  expect(await page.getByLabel('Reason').inputValue()).toBe('Not at this place.');
  await accessible(page);
  await page.getByRole('button', { name: 'Reject the report' }).click();
  await page.getByText('Rejected.', { exact: true }).waitFor();
  expect((await detail(twin)).response.state).toBe('rejected');
  await browser.end();
});

it('works on a phone, one thing at a time', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await enter(page, 'rita@example.org', '/review');
  await page.getByRole('link', { name: /Garden shop Station/ }).click();
  await page.getByRole('heading', { name: 'Garden shop Station' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Exclude', exact: true }).click();
  await page.getByRole('button', { name: 'Exclude from the results' }).click();
  await page.getByText('Please give a reason.').waitFor();
  await page.getByLabel('Reason').fill('The shop was being rebuilt.');
  await page.getByRole('button', { name: 'Exclude from the results' }).click();
  await page.getByText('Excluded from the results.').waitFor();
  expect((await detail(ids.station)).response.state).toBe('excluded');
  await browser.end();
});

it('takes in a file that a shopper saved, once', async () => {
  const { id, file } = await unsentReport(world.lead, {
    shopper: world.noah,
    location: '0002',
    at: { lat: 47.36, lon: 8.535 },
    photos: { flaw_photo: shelves(9) },
    answers: { ...usual, flaws: ['shelves'], story: 'No network in the whole arcade; the visit itself was pleasant and took half an hour.' }
  });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await enter(page, 'rita@example.org', '/review');
  for (const [result, count] of [['taken in', '1 file came with it.'], ['was here already', '']] as const) {
    await page.getByRole('button', { name: 'Take in a shopper’s file' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Take in', exact: true }).click();
    await dialog.getByText('Choose a file.', { exact: true }).waitFor();
    await dialog.getByLabel('File of unsent reports').setInputFiles({ name: 'unsent.zip', mimeType: 'application/zip', buffer: file });
    await dialog.getByRole('button', { name: 'Take in', exact: true }).click();
    await dialog.getByText(result).waitFor();
    if (count) await dialog.getByText(count).waitFor();
    await accessible(page);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
  }
  await page.goto(`${server.address}/desk/projects/story/responses/${id}`);
  await page.getByText('Came by a file').waitFor();
  expect((await detail(id)).response.state).toBe('submitted');
  await browser.end();
});
