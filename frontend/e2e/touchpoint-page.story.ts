// A lead follows one touchpoint over all waves: level and goal, actions on the axis of time, what
// stands behind it, what people wrote; every number leads to its responses.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { pngOf, svgOf } from './picture';
import { Server } from './server';

const email = 'lead@example.org';
const page1 = '/desk/projects/demo/touchpoints/checkout';

interface Trend {
  waves: { name: string; firstDay?: string }[];
  composite: { points: { wave: string; level: { n: number; estimate: number } | null }[] };
  indicators: unknown[];
}

let server: Server;
let lead: Person;
let trend: Trend;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: true });
  await lead.put('/projects/demo/actions/story-tills', {
    id: 'story-tills', title: { en: 'Two more tills at noon', de: 'Zwei Kassen mehr am Mittag' }, touchpoints: ['checkout'], state: 'done', firstDay: '2025-05-01', lastDay: '2025-06-15'
  });
  await lead.put('/projects/demo/actions/story-app', {
    id: 'story-app', title: { en: 'Pay by app', de: 'Zahlen per App' }, touchpoints: ['checkout'], state: 'running', firstDay: '2025-07-01'
  });
  trend = await lead.get<Trend>('/projects/demo/touchpoints/checkout/trend');
});
afterAll(() => server.end());

const measured = () => trend.composite.points.filter(({ level }) => level);

it('draws what the server counted, with actions on the same axis, and leads to the responses', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, page1, email);
  const frame = page.locator('[data-chart="demo-checkout"]');
  const picture = frame.getByRole('group', { name: 'Level in each wave' });
  await picture.waitFor();
  await accessible(page);

  const marks = picture.locator('a[data-mark]');
  expect(await marks.count()).toBe(measured().length);
  for (const [index, { level }] of measured().entries()) {
    expect(await marks.nth(index).getAttribute('aria-label')).toContain(`${level?.estimate.toFixed(1)} (95 % interval`);
  }
  // The finished action lies between the two waves, and what still runs is hatched.
  const box = async (name: RegExp) => (await picture.getByRole('img', { name }).locator('rect').boundingBox()) ?? { x: 0, width: 0 };
  const tills = await box(/Two more tills/);
  const waveAt = await Promise.all([0, 1].map(async (index) => (await marks.nth(index).locator('circle').boundingBox())?.x ?? 0));
  expect(tills.x).toBeGreaterThan(waveAt[0] ?? 0);
  expect(tills.x + tills.width).toBeLessThan(waveAt[1] ?? 0);
  expect(await picture.getByRole('img', { name: /Pay by app/ }).locator('rect').evaluate((bar) => getComputedStyle(bar).fill)).toContain('url(');

  const svg = await svgOf(page, frame, 'Checkout worsened');
  expect(svg).toContain('Two more tills at noon');
  await pngOf(page, frame, svg);

  await marks.first().focus();
  await page.keyboard.press('End');
  expect(await marks.last().evaluate((mark) => mark === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Responses' }).waitFor();
  const search = new URL(page.url()).searchParams;
  expect([search.get('indicator'), search.get('wave')]).toEqual(['touchpoint:checkout', measured().at(-1)?.wave]);
  await browser.end();
});

it('finds what people wrote, and leads to the response', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, page1, email);
  const said = page.getByRole('region', { name: 'What people wrote' });
  await said.getByRole('listitem').first().waitFor();
  const first = (await said.locator('blockquote').first().textContent()) ?? '';
  const word = first.split(' ').sort((a, b) => b.length - a.length)[0]?.replace(/\W/g, '') ?? '';
  await said.getByLabel('Find words').fill(word);
  await page.waitForURL(/find=/);
  await said.locator('[aria-busy="false"]').waitFor();
  for (const text of await said.locator('blockquote').allTextContents()) expect(text.toLowerCase()).toContain(word.toLowerCase());
  await said.getByLabel('Find words').fill('no such words anywhere');
  await said.getByText('Nothing written fits').waitFor();
  await said.getByLabel('Find words').fill(word);
  await said.getByRole('link').first().click();
  await page.waitForURL(/\/responses\//);
  await browser.end();
});

it('fits a phone, in German, in the dark; a touchpoint that nothing measures says what to do', async () => {
  await lead.put('/projects/demo/touchpoints/story-parking', { name: 'story-parking', title: { en: 'Parking', de: 'Parkplatz' }, order: 99 });
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, server, page1, email, 'de');
  await page.getByRole('group', { name: 'Niveau in jeder Messwelle' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await page.goto(`${server.address}/desk/projects/demo/touchpoints/story-parking`);
  await page.getByText('Noch nichts misst diesen Kontaktpunkt').waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});
