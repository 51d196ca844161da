// A lead ranks locations: ranks that chance allows, competitors marked, change since the baseline,
// every number leading to the responses of its location.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { csvOf, pngOf, svgOf } from './picture';
import { Server } from './server';

const email = 'lead@example.org';
const address = '/desk/projects/demo/league?wave=autumn&indicator=touchpoint%3Aentrance&definition=store-visit';

interface League {
  rows: { location: { code: string; title: string; competitor: boolean }; rank: number; best: number; worst: number; level: { n: number; estimate: number } }[];
}

let server: Server;
let lead: Person;
const api = (more = '') => lead.get<League>(`/projects/demo/league?wave=autumn&baseline=baseline&indicator=touchpoint:entrance&definition=store-visit${more}`);
const range = ({ best, worst }: League['rows'][number]) => (best === worst ? String(best) : `${best}–${worst}`);

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: true });
});
afterAll(() => server.end());

it('ranks as the server does, with ties as ranges, and leads to the responses of a location', async () => {
  const { rows } = await api();
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, address, email);
  const table = page.getByRole('table', { name: 'League' });
  await table.waitFor();
  await accessible(page);
  const shown = await table.getByRole('row').allTextContents();
  expect(shown).toHaveLength(rows.length + 1);
  for (const [index, row] of rows.entries()) {
    expect(shown[index + 1]).toContain(row.location.title);
    expect(shown[index + 1]?.trim().startsWith(range(row))).toBe(true);
  }

  // Searching narrows the list and leaves ranks alone; the address keeps it.
  const last = rows.at(-1);
  if (!last) throw new Error('the demo project has no league');
  await page.getByRole('searchbox', { name: 'Find a location' }).fill(last.location.code);
  await page.getByText(`1 of ${rows.length} shown`).waitFor();
  expect((await table.getByRole('row').nth(1).textContent())?.trim().startsWith(range(last))).toBe(true);
  await page.reload();
  await page.getByText(`1 of ${rows.length} shown`).waitFor();

  await table.getByRole('link', { name: `n ${last.level.n}: responses of ${last.location.title}` }).click();
  await page.getByRole('heading', { level: 1, name: 'Responses' }).waitFor();
  const search = new URL(page.url()).searchParams;
  expect([search.get('location'), search.get('indicator'), search.get('wave')]).toEqual([last.location.code, 'touchpoint:entrance', 'autumn']);
  await browser.end();
});

it('marks competitors when they are taken in, in pictures and files', async () => {
  const { rows } = await api('&competitors=include');
  expect(rows.some(({ location }) => location.competitor)).toBe(true);
  const browser = new Browser(desk, { origin: server.address, colorScheme: 'dark' });
  const page = await browser.open();
  await signIn(page, server, `${address}&competitors=include`, email);
  const frame = page.locator('[data-chart="demo-league-autumn"]');
  await frame.getByText('Competitor', { exact: true }).first().waitFor();
  expect(await frame.getByText('Competitor', { exact: true }).count()).toBe(rows.filter(({ location }) => location.competitor).length);
  await accessible(page);

  const svg = await svgOf(page, frame, (await frame.getByRole('heading').first().textContent()) ?? '');
  for (const { location } of rows) expect(svg).toContain(location.title.split(' ').at(-1) ?? '');
  await pngOf(page, frame, svg);
  await page.keyboard.press('t');
  await frame.getByRole('region').waitFor();
  await accessible(page);
  const lines = await csvOf(page, frame);
  expect(lines).toHaveLength(rows.length + 1);
  expect(lines[1]?.startsWith(`${rows[0]?.rank},${rows[0]?.best},${rows[0]?.worst},`)).toBe(true);
  await browser.end();
});

it('fits a phone, in German', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', origin: server.address });
  const page = await browser.open();
  await signIn(page, server, address, email, 'de');
  await page.getByRole('table', { name: 'Rangliste' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});

it('says what to do where nothing is measured', async () => {
  await lead.post('/projects', { id: 'fresh', title: 'Fresh project', timeZone: 'Europe/Zurich', languages: ['en'] });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/fresh/league', email);
  await page.getByText('Nothing has been measured yet').waitFor();
  await accessible(page);
  await browser.end();
});
