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

interface Task {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds on the wall clock, and of the processor. */
  dur?: number;
  tdur?: number;
  args?: { name?: string };
}

/** Watches the page's main thread; the answer tells its tasks, longest processor time first, in milliseconds. */
async function watchTasks(page: Page): Promise<() => Promise<{ wall: number; processor: number }[]>> {
  const session = await page.context().newCDPSession(page);
  const events: Task[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as Task[])));
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'] } });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    const main = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
    return events
      .filter(({ name, pid, tid }) => name.endsWith('RunTask') && main.has(`${pid} ${tid}`))
      .map(({ dur = 0, tdur = 0 }) => ({ wall: dur / 1000, processor: tdur / 1000 }))
      .sort((x, y) => y.processor - x.processor);
  };
}

it('scrolls through all of it and draws only what is seen', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/assignments', 'lead@example.org');
  const region = page.getByRole('region', { name: 'Assignments' });
  await region.getByRole('row').nth(10).waitFor();
  await accessible(page);
  const watched = await watchTasks(page);

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
  const tasks = await watched();
  const worst = (of: 'wall' | 'processor') => Math.round(Math.max(0, ...tasks.map((task) => task[of])));
  const over = (of: 'wall' | 'processor') => tasks.filter((task) => task[of] > 50).length;
  console.info(
    `board of ${rows}: ${tasks.length} tasks while scrolling; of processor time the longest ${worst('processor')} ms, ${over('processor')} over 50 ms; on the clock ${worst('wall')} ms, ${over('wall')} over 50 ms; at most ${most} rows drawn`
  );
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
