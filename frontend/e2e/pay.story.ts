// A lead marks what is paid, takes it back, and saves the list for the bookkeeping; amounts are those of the server.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { programme, report, usual, type Programme } from './reports';
import { Server } from './server';

interface Detail {
  history: { id: string }[];
}
interface Pay {
  items: { response: string; state: string; total: { amount: number } }[];
}

let server: Server;
let world: Programme;

beforeAll(async () => {
  server = await Server.start();
  world = await programme(server);
  const { lead, mia, noah } = world;
  const stories = ['The staff were busy with a delivery.', 'Everything was easy to find.', 'A child had spilled water on the floor.'];
  for (const [index, [shopper, location, decision]] of ([[mia, '0001', 'approve'], [noah, '0002', 'exclude'], [noah, '0003', 'reject']] as const).entries()) {
    const id = await report(lead, { shopper, location, answers: { ...usual, story: `${stories[index] ?? ''} I stayed for a good half hour and looked around.` } });
    const { history } = await lead.get<Detail>(`/projects/story/responses/${id}`);
    await lead.post(`/projects/story/responses/${id}/reviews`, { id: crypto.randomUUID(), base: history.at(-1)?.id, decision, ...(decision !== 'approve' && { reason: 'It has to be.' }) });
  }
});
afterAll(() => server.end());

const states = async () => (await world.lead.get<Pay>('/projects/story/pay')).items.map(({ state }) => state).sort();

it.each([
  { name: 'at the desk', screen: desk },
  { name: 'on a phone', screen: phone }
])('marks, takes back and saves $name', async ({ screen }) => {
  const browser = new Browser(screen, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/desk/projects/story/pay`);
  await page.getByLabel('E-mail').fill('lead@example.org');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();

  // Fee and expenses up to the limit; what was rejected pays nothing.
  await page.getByRole('table', { name: 'Pay' }).getByText('of CHF 12.50 claimed').first().waitFor();
  expect(await page.getByRole('table', { name: 'Pay' }).getByRole('row').count()).toBe(3);
  await page.getByRole('table', { name: 'Totals' }).getByText('CHF 70.00').first().waitFor();
  await accessible(page);

  await page.getByRole('checkbox', { name: 'Select all' }).check();
  await page.getByText('2 reports selected').waitFor();
  await page.getByRole('button', { name: 'Mark as paid' }).click();
  await page.getByText('2 reports are marked as paid.').waitFor();
  expect(await states()).toEqual(['paid', 'paid']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('The marks are as they were before.').waitFor();
  expect(await states()).toEqual(['new', 'new']);

  await page.getByLabel('Shopper', { exact: true }).selectOption({ label: 'Noah Frei' });
  await expect.poll(() => page.getByRole('table', { name: 'Pay' }).getByRole('row').count()).toBe(2);
  expect(new URL(page.url()).searchParams.get('person')).toBe(world.noah.id);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const file = readFileSync(await (await saving).path(), 'utf8');
  expect(file).toContain('Noah Frei');
  expect(file).not.toContain('Mia Keller');
  const workbook = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Excel' }).click();
  expect(readFileSync(await (await workbook).path()).subarray(0, 2).toString()).toBe('PK');
  await accessible(page);
  await browser.end();
});
