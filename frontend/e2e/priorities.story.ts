// A lead asks what to work on first: importance beside performance, derived or stated, at the means
// or at the goals; the list beside says the same in order.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { csvOf, pngOf, svgOf } from './picture';
import { Server } from './server';

const email = 'lead@example.org';
const address = '/desk/projects/demo/priorities?wave=autumn';

interface Priorities {
  points: { indicator: string; title: { en: string }; importance: number | null; performance: number | null; goal: number | null }[];
}

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: true });
});
afterAll(() => server.end());

const list = (page: Page) => page.getByRole('list', { name: 'What to work on, in order' });
const titles = (page: Page) => list(page).locator('a.title, strong').allTextContents();

it('ranks by importance times what is missing, derived from the outcome that is chosen', async () => {
  const { points } = await lead.get<Priorities>('/projects/demo/priorities?wave=autumn&of=ratings&importance=derived');
  const known = points.flatMap(({ title, importance, performance }) => (importance === null || performance === null ? [] : [{ title: title.en, need: importance * (100 - performance) }]));
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${address}&of=ratings`, email);
  await list(page).waitFor();
  await accessible(page);
  expect(await titles(page)).toEqual(known.sort((a, b) => b.need - a.need).map(({ title }) => title));

  // Labels cover neither each other nor a point.
  const covered = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('svg text.label')].map((label) => label.getBoundingClientRect());
    return boxes.some((a, at) => boxes.some((b, other) => at !== other && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
  });
  expect(covered).toBe(false);

  const outcome = page.getByLabel('Outcome');
  const other = await outcome.locator('option').nth(0).getAttribute('value');
  await outcome.selectOption(other);
  await page.waitForURL(/outcome=/);
  await list(page).waitFor();

  // Marks lead to their responses, by keyboard.
  const marks = page.getByRole('group', { name: 'Importance and performance' }).locator('a[data-mark]');
  await marks.first().focus();
  await page.locator('.tip').getByText('Importance').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Responses' }).waitFor();
  await browser.end();
});

it('measures against goals, takes what is stated, and is taken along', async () => {
  const { points } = await lead.get<Priorities>('/projects/demo/priorities?wave=autumn&of=touchpoints&importance=stated');
  const known = points.flatMap(({ title, importance, performance, goal }) =>
    importance === null || performance === null || goal === null ? [] : [{ title: title.en, importance, need: importance * Math.max(0, goal - performance) }]
  );
  expect(known.length).toBeGreaterThan(2);
  const browser = new Browser(desk, { origin: server.address, colorScheme: 'dark' });
  const page = await browser.open();
  await signIn(page, server, `${address}&importance=stated&cross=goals`, email);
  await list(page).waitFor();
  await accessible(page);
  expect(await titles(page)).toEqual(known.sort((a, b) => b.need - a.need || b.importance - a.importance).map(({ title }) => title));

  const frame = page.locator('[data-chart="demo-priorities-autumn"]');
  const svg = await svgOf(page, frame, (await frame.getByRole('heading', { level: 1 }).textContent()) ?? '');
  expect(svg).toContain('Improve first');
  await pngOf(page, frame, svg);
  await page.keyboard.press('t');
  await frame.getByRole('table').waitFor();
  expect(await csvOf(page, frame)).toHaveLength(known.length + 1);
  await browser.end();
});

it('fits a phone, in German', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${address}&importance=stated`, email, 'de');
  await page.getByRole('list', { name: 'Was zu tun ist, der Reihe nach' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});
