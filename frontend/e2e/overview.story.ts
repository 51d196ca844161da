// A lead opens a project: every touchpoint in every wave, from there to the touchpoint, to the
// responses, to files; a new project shows its first steps, one wave shows levels.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { csvOf, pngOf, svgOf } from './picture';
import { Server } from './server';

const email = 'lead@example.org';
const overview = '/desk/projects/demo';

interface Cell {
  wave: string;
  level: { n: number; estimate: number } | null;
  change: { estimate: number } | null;
  verdict: string | null;
}
interface Effectiveness {
  waves: { name: string; title: { en: string } }[];
  touchpoints: { name: string; title: { en: string; de: string }; cells: Cell[] }[];
}

let server: Server;
let lead: Person;
let given: Effectiveness;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: true });
  given = await lead.get<Effectiveness>('/projects/demo/effectiveness');
});
afterAll(() => server.end());

const measured = () => given.touchpoints.filter(({ cells }) => cells.some(({ level }) => level));
const heat = (page: Page) => page.getByRole('table', { name: 'Effectiveness of the touchpoints in each wave' });
const frame = (page: Page) => page.locator('[data-chart="demo-overview"]');

it('shows what the server counted, leads to the responses behind a number and to the touchpoint', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, overview, email);
  await heat(page).waitFor();
  await accessible(page);
  expect(await heat(page).getByRole('rowheader').count()).toBe(measured().length);

  const compared = measured().flatMap((one) => one.cells.flatMap((cell) => (cell.change && cell.verdict === 'improved' ? [{ one, cell }] : [])))[0];
  if (!compared) throw new Error('nothing improved in the demo project');
  const row = heat(page).getByRole('row', { name: compared.one.title.en });
  await row.getByText(`+${compared.cell.change?.estimate.toFixed(1)}`).waitFor();
  await row.getByText('Improved').first().waitFor();
  expect(await page.getByRole('heading', { level: 2 }).first().textContent()).toMatch(/improved/);

  // Hover and focus tell the numbers in words; arrows walk from number to number.
  const marks = heat(page).locator('[data-mark]');
  await marks.first().focus();
  await page.locator('.tip').getByText('95 % interval').waitFor();
  await page.keyboard.press('ArrowRight');
  expect(await marks.nth(1).evaluate((mark) => mark === document.activeElement)).toBe(true);
  await page.keyboard.press('Escape');
  await page.locator('.tip').waitFor({ state: 'detached' });

  // From a number to its responses.
  const count = await marks.nth(1).textContent();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Responses' }).waitFor();
  expect(new URL(page.url()).searchParams.get('indicator')).toMatch(/^touchpoint:/);
  expect(count).toMatch(/^n \d+$/);

  // And to the touchpoint.
  await page.goBack();
  await heat(page).getByRole('link', { name: compared.one.title.en, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: compared.one.title.en, exact: true }).waitFor();
  await browser.end();
});

it('switches to the table by a key and is taken along as CSV, SVG and PNG, light from a dark page', async () => {
  const browser = new Browser(desk, { origin: server.address, colorScheme: 'dark' });
  const page = await browser.open();
  await signIn(page, server, overview, email);
  await heat(page).waitFor();
  const finding = (await frame(page).getByRole('heading').first().textContent()) ?? '';

  const svg = await svgOf(page, frame(page), finding);
  expect(svg).toContain('Improved');
  expect(svg).toMatch(/fill="url\(#/); // undecided is hatched
  await pngOf(page, frame(page), svg);
  // The page itself stays dark.
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)).toBe('rgb(15, 19, 20)');

  await page.keyboard.press('t');
  await frame(page).getByRole('table').waitFor();
  expect(new URL(page.url()).searchParams.get('view')).toBe('table');
  await accessible(page);
  const cells = measured().flatMap((one) => one.cells.filter(({ level }) => level));
  const lines = await csvOf(page, frame(page));
  expect(lines).toHaveLength(cells.length + 1);
  for (const { level } of cells) expect(lines.some((line) => line.includes(String(level?.estimate)))).toBe(true);
  await page.keyboard.press('t');
  await heat(page).waitFor();
  await browser.end();
});

it('fits a phone, in German', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, server, overview, email, 'de');
  await page.getByRole('table', { name: 'Wirkungsgrad der Kontaktpunkte in jeder Messwelle' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});

it('shows first steps in a new project, and levels alone after one wave', async () => {
  await lead.post('/projects', { id: 'fresh', title: 'Fresh project', timeZone: 'Europe/Zurich', languages: ['en'] });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/fresh', email);
  await page.getByRole('heading', { name: 'The way to a comparison' }).waitFor();
  await accessible(page);

  // Only the baseline is answered: the demo's other waves are left out by a filter nobody meets.
  const [first] = given.waves;
  await page.route('**/effectiveness?*', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.json()) as Effectiveness;
    for (const one of body.touchpoints) one.cells = one.cells.map((cell) => (cell.wave === first?.name ? cell : { ...cell, level: null, change: null, verdict: null }));
    await route.fulfill({ response: answer, json: body });
  });
  await page.goto(server.address + overview);
  await page.getByText('One wave so far').waitFor();
  await accessible(page);
  await browser.end();
});

it('says what is the matter when a page cannot be fetched, and fetches it when asked again', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  // A browser without a worker that keeps the files, and files of another version on the server.
  await page.addInitScript(() => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new Error('no worker in this story'));
  });
  await page.route('**/assets/desk-WavesPage-*.js', (route) => route.fulfill({ status: 404, body: '' }));
  await signIn(page, server, overview, email);
  await heat(page).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Waves', exact: true }).click();
  await page.getByRole('alert').getByText('This page could not be fetched').waitFor();
  await accessible(page);
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { level: 1, name: 'Waves' }).waitFor();
  await browser.end();
});
