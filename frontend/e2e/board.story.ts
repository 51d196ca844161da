// A board of thousands of assignments: the list draws only what is seen, scrolls to its end,
// finds and sorts. TOUCHSTONE_BOARD_ROWS=20000 measures the size that large programmes have.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Person } from './api';
import { accessible, Browser, desk } from './browser';
import { signIn } from './desk';
import { library } from './programme';
import { day } from './screens/world';
import { Server } from './server';

const rows = Number(process.env['TOUCHSTONE_BOARD_ROWS'] ?? 2_000);
const places = rows / 20;

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.post('/projects/story/definitions', library('store-visit'));
  await lead.put('/projects/story/waves/spring', { title: { en: 'Spring' }, kind: 'baseline', order: 1, firstDay: day(1), lastDay: day(60) });
  for (let at = 0; at < places; at += 10) {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => {
        const number = String(at + index).padStart(4, '0');
        return lead.put(`/projects/story/locations/shop-${number}`, { title: `Garden shop ${number}`, position: { lat: 46 + (at + index) / 1000, lon: 8 }, tags: [index < 3 ? 'city' : 'country'] });
      })
    );
  }
  const { added } = await lead.post<{ added: number }>('/projects/story/assignments/plan', {
    wave: 'spring', definition: { id: 'store-visit', version: 1 }, visits: 20, spread: true, template: { board: 'first' }, state: 'offered', apply: true
  });
  expect(added).toBe(rows);
}, 300_000);
afterAll(() => server.end());

/** Collects how long the page's main thread was held at a stretch, in milliseconds. */
const observe = (page: Page) =>
  page.evaluate(() => {
    const seen: number[] = [];
    (window as unknown as { tasks: number[] }).tasks = seen;
    new PerformanceObserver((list) => seen.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  });
const tasks = (page: Page) => page.evaluate(() => (window as unknown as { tasks: number[] }).tasks.splice(0));

it('scrolls through all of it and draws only what is seen', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/assignments', 'lead@example.org');
  const region = page.getByRole('region', { name: 'Assignments' });
  await region.getByRole('row').nth(10).waitFor();
  await accessible(page);
  await observe(page);

  // As a hand on the wheel does, until the list has ended.
  let most = 0;
  const step = 800;
  for (let at = 0; at < rows * 41 + 1_000; at += step) {
    most = Math.max(
      most,
      await region.evaluate(async (element, by) => {
        element.scrollTop += by;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        // At the end of what is there, the next page is a moment away.
        for (let wait = 0; wait < 100 && element.scrollTop + element.clientHeight >= element.scrollHeight - 50 && document.querySelector('.more'); wait++) await new Promise((resolve) => setTimeout(resolve, 20));
        return element.querySelectorAll('tbody tr').length;
      }, step)
    );
  }
  const long = await tasks(page);
  console.info(`board of ${rows}: ${long.length} tasks over 50 ms while scrolling, longest ${Math.round(Math.max(0, ...long))} ms; at most ${most} rows drawn`);
  expect(most).toBeLessThan(120);
  expect(await region.getByRole('table').getAttribute('aria-rowcount')).toBe(String(rows + 1));
  await region.locator(`[aria-rowindex="${rows + 1}"]`).waitFor();

  // Every row can be selected at once, and the act reaches all.
  await region.getByRole('checkbox', { name: 'Select all that are shown' }).check();
  await page.getByRole('toolbar').getByText(`${rows.toLocaleString('en-GB')} selected`).waitFor();
  await page.getByRole('button', { name: 'Select none' }).click();

  // A search, a sort and a filter each begin at the top.
  await page.getByLabel('Search in places').fill('shop 0007');
  await page.getByText('20 assignments').waitFor();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await region.getByRole('button', { name: 'Location' }).click();
  await region.getByRole('button', { name: 'Show Garden shop 0000' }).first().waitFor();
  await region.getByRole('button', { name: 'Location' }).click();
  await region.getByRole('button', { name: `Show Garden shop ${String(places - 1).padStart(4, '0')}` }).first().waitFor();
  await browser.end();
}, 600_000);
