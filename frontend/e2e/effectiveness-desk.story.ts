// A lead reads what the waves say: composites with their indicators, parts, the mix, groups,
// competitors, the pilot and the next sample; filters live in the address; every count leads
// to its responses.
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { Server } from './server';

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: true });
});
afterAll(() => server.end());

const email = 'lead@example.org';
const demo = '/desk/projects/demo';
const pages = ['comparison', 'gaps', 'benchmark', 'pilot', 'power'] as const;

interface Row {
  indicator: string;
  role: string;
  definition: { id: string };
  verdict: string;
  baseline: { n: number };
  followUp: { n: number };
}

const search = (page: Page) => new URL(page.url()).searchParams;
const openers = (page: Page) => page.locator('[data-row]');
const heading = (page: Page, name: RegExp | string) => page.getByRole('heading', { level: 1, name });
/** The page has what it was opened for. */
const settled = async (page: Page) => {
  await page.locator('[data-chart]').first().waitFor();
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
};
const textOf = async (page: Page) => (await page.getByRole('heading', { level: 1 }).textContent())?.replaceAll('\u00A0', ' ') ?? '';

async function comparisonRows(query = ''): Promise<Row[]> {
  return (await lead.get<{ rows: Row[] }>(`/projects/demo/comparison?${await sides()}${query}`)).rows;
}
async function sides(): Promise<string> {
  const { items } = await lead.get<{ items: { name: string; kind: string; order: number }[] }>('/projects/demo/waves');
  const known = items.sort((a, b) => a.order - b.order);
  const baseline = known.find(({ kind }) => kind === 'baseline');
  return `baseline=${baseline?.name}&followUp=${known.findLast(({ kind }) => kind === 'followUp')?.name}`;
}

it('shows composites first, their indicators below, sections on demand, and leads from a count to its responses', async () => {
  const rows = await comparisonRows();
  const composites = rows.filter(({ role }) => role === 'composite');
  expect(composites.length).toBeGreaterThan(0);
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${demo}/comparison`, email);
  await settled(page);
  const improved = composites.filter(({ verdict }) => verdict === 'improved').length;
  expect(await textOf(page)).toContain(improved > 0 ? `${improved} of ${composites.length} touchpoints improved` : 'No certain change');
  expect(await openers(page).count()).toBe(rows.length);
  await accessible(page);

  // The indicators of a touchpoint stand under it, and stay there after a reload.
  const first = page.getByRole('button', { name: /indicators?$/ }).first();
  const under = Number.parseInt((await first.textContent())?.match(/\d+/)?.[0] ?? '');
  const before = await page.getByRole('row').count();
  await first.click();
  await expect.poll(() => page.getByRole('row').count()).toBe(before + under);
  await page.reload();
  await settled(page);
  await expect.poll(() => page.getByRole('row').count()).toBe(before + under);
  await accessible(page);

  // Sections and questions come when they are asked for; verdicts of the others stay.
  await page.getByRole('button', { name: 'Sections', exact: true }).click();
  await page.getByRole('heading', { name: /Sections, per cent/ }).waitFor();
  expect(search(page).get('rows')).toBe('composites,indicators,sections');

  // Two clicks from a count to the responses it is made of.
  const counted = composites.find(({ followUp }) => followUp.n > 0);
  const link = page.locator('.counts a').nth(1);
  const n = Number((await link.textContent())?.replaceAll(/\D/g, ''));
  expect(counted).toBeDefined();
  await link.click();
  await heading(page, 'Responses').waitFor();
  await page.getByRole('status').filter({ hasText: /responses? with a value for/ }).waitFor();
  expect(await page.getByRole('status').filter({ hasText: /responses? with/ }).textContent()).toContain(new Intl.NumberFormat('en-GB').format(n));
  await accessible(page);
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/responses\/./);
  await page.getByRole('link', { name: /All responses/ }).click();
  await page.getByRole('status').filter({ hasText: /responses? with a value for/ }).waitFor();
  await page.getByRole('button', { name: /^Remove a value for/ }).click();
  await page.getByRole('status').filter({ hasText: /with a value for/ }).waitFor({ state: 'detached' });
  await browser.end();
});

it('narrows by chips that survive a reload and the back button', async () => {
  const { traits } = await lead.get<{ traits: { name: string; values: { value: string; title: { en: string }; n: number; competitor?: boolean }[] }[] }>(`/projects/demo/choices?${(await sides()).replaceAll(/(baseline|followUp)=/g, 'wave=')}`);
  const location = traits.find(({ name, values }) => name === 'location' && values.length > 1);
  const value = location?.values.find((one) => one.value !== '' && !one.competitor)?.value ?? '';
  const narrowed = await comparisonRows(`&location=${encodeURIComponent(value)}`);
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${demo}/comparison`, email);
  await settled(page);
  const whole = await textOf(page);

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Which responses?' });
  await dialog.getByLabel('Filter by').selectOption('location');
  await accessible(page);
  await dialog.getByRole('checkbox', { name: location?.values.find((one) => one.value === value)?.title.en ?? value }).check();
  await dialog.getByRole('button', { name: 'Show' }).click();
  await expect.poll(() => search(page).get('location')).toBe(value);
  await settled(page);
  await expect.poll(() => openers(page).count()).toBe(narrowed.length);
  const chip = page.getByRole('button', { name: /^Change filter Location/ });
  await chip.waitFor();
  await accessible(page);

  await page.reload();
  await settled(page);
  await chip.waitFor();
  expect(search(page).get('location')).toBe(value);
  await page.goBack();
  await chip.waitFor({ state: 'detached' });
  await expect.poll(() => textOf(page)).toBe(whole);
  // What no response fits says so and offers the way back.
  await page.goto(`${server.address}${demo}/comparison?location=${encodeURIComponent(value)}&language=de&source=import`);
  await page.getByRole('heading', { name: 'No response fits this choice' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await expect.poll(() => textOf(page)).toBe(whole);
  await page.goBack();
  await page.getByRole('button', { name: 'Remove Language' }).click();
  await page.getByRole('button', { name: 'Remove Source' }).click();
  await page.getByRole('button', { name: 'Remove Location' }).click();
  await chip.waitFor({ state: 'detached' });
  expect(search(page).has('location')).toBe(false);
  await browser.end();
});

it('splits a row into its parts and adjusts it for the mix', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${demo}/comparison`, email);
  await settled(page);
  await openers(page).first().click();
  const detail = page.getByRole('complementary', { name: 'Detail' });
  const name = await detail.getByRole('heading', { level: 2 }).textContent();
  await detail.getByRole('group', { name: 'Split by' }).getByRole('button', { name: 'Location', exact: true }).click();
  await heading(page, new RegExp(`^${name}: .* locations`)).waitFor();
  await accessible(page);
  expect(await openers(page).count()).toBeGreaterThan(2);
  await page.reload();
  await heading(page, new RegExp(`^${name}: .* locations`)).waitFor();

  // By keyboard: to the first part, its detail, back, and to all rows.
  await heading(page, /locations/).click();
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  await page.keyboard.press('Enter');
  await detail.waitFor();
  expect(search(page).has('part')).toBe(true);
  await page.keyboard.press('Escape');
  await detail.waitFor({ state: 'detached' });
  await page.keyboard.press('t');
  await page.getByRole('table').waitFor();
  await accessible(page);
  await page.keyboard.press('t');
  await page.keyboard.press('Escape');
  await expect.poll(() => search(page).has('by')).toBe(false);

  await page.keyboard.press('Escape');
  await page.getByLabel('Adjust for the mix').selectOption({ index: 1 });
  await settled(page);
  await page.getByText(/^mix-adjusted/).first().waitFor();
  await accessible(page);
  await page.goBack();
  await page.getByText(/^mix-adjusted/).first().waitFor({ state: 'detached' });
  await browser.end();
});

it('plans the sample that would decide an undecided row', async () => {
  const rows = await comparisonRows();
  const open = rows.find(({ verdict, definition }) => verdict === 'undecided' && definition.id !== '');
  expect(open).toBeDefined();
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${demo}/comparison?verdict=undecided`, email);
  await settled(page);
  await openers(page).first().click();
  await page.getByText('What would decide it').waitFor();
  await page.getByRole('link', { name: 'Plan this' }).click();
  await heading(page, /^Finding a change of .* takes|^No number of responses/).waitFor();
  await accessible(page);
  const small = await textOf(page);

  // A larger difference takes fewer responses; the address keeps it.
  await page.getByLabel('Difference to find').fill('20');
  await page.getByLabel('Difference to find').press('Tab');
  await expect.poll(() => textOf(page)).not.toBe(small);
  const larger = await textOf(page);
  const responses = (text: string) => Number(text.match(/takes ([\d,’']+) responses/)?.[1]?.replaceAll(/\D/g, ''));
  expect(responses(larger)).toBeGreaterThan(0);
  if (!Number.isNaN(responses(small))) expect(responses(larger)).toBeLessThan(responses(small));
  await page.reload();
  await heading(page, larger).waitFor();
  await page.getByRole('textbox', { name: /^Responses in each wave/ }).fill('400');
  await page.getByRole('textbox', { name: /^Responses in each wave/ }).press('Tab');
  await page.getByText(/With the 400 responses planned/).waitFor();
  await page.getByLabel('Difference to find').fill('much');
  await page.getByLabel('Difference to find').press('Tab');
  await page.getByText('Please enter a number above 0.').waitFor();
  await accessible(page);
  await browser.end();
});

it('puts groups and competitors side by side and compares both arms of the pilot', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${demo}/gaps`, email);
  await settled(page);
  await accessible(page);
  const before = await textOf(page);
  const left = await page.getByLabel('Compare').inputValue();
  const right = await page.getByLabel('with', { exact: true }).inputValue();
  await page.getByLabel('with', { exact: true }).selectOption(left);
  await expect.poll(() => page.getByLabel('Compare').inputValue()).toBe(right);
  await settled(page);
  expect(search(page).get('right')).toBe(left);
  await page.goBack();
  await expect.poll(() => textOf(page)).toBe(before);

  await page.goto(`${server.address}${demo}/benchmark`);
  await settled(page);
  await accessible(page);
  const benchmark = await lead.get<{ brands: { brand: string }[] }>('/projects/demo/benchmark?wave=' + (await sides()).split('followUp=')[1]);
  for (const { brand } of benchmark.brands) await page.getByText(brand, { exact: true }).first().waitFor();
  await openers(page).first().click();
  await page.getByRole('complementary', { name: 'Detail' }).getByRole('heading', { name: 'Method' }).waitFor();
  await accessible(page);

  await page.goto(`${server.address}${demo}/pilot`);
  await settled(page);
  await accessible(page);
  await page.getByText(/before: test .* against control/).first().waitFor();
  await openers(page).first().click();
  await page.getByRole('heading', { name: 'How alike the arms were before' }).waitFor();
  await accessible(page);
  const finding = await textOf(page);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('Test arm').selectOption(await page.getByLabel('Control arm').inputValue());
  await expect.poll(() => search(page).has('test')).toBe(true);
  await settled(page);
  await page.goBack();
  await expect.poll(() => search(page).has('test')).toBe(false);
  await settled(page);
  await expect.poll(() => textOf(page)).toBe(finding);

  // The responses of an arm before the pilot, by the arms of the wave after it.
  const count = page.locator('[data-chart] li').first().getByRole('link').first();
  const n = await count.textContent();
  await count.click();
  await heading(page, 'Responses').waitFor();
  await page.getByRole('status').filter({ hasText: new RegExp(`^${n} responses? with a value for`) }).waitFor();
  await page.getByRole('button', { name: /^Change filter Arm/ }).waitFor();
  await browser.end();
});

it('fits a phone, in German, in the dark', async () => {
  const browser = new Browser(phone, { locale: 'de-CH', colorScheme: 'dark', origin: server.address });
  const page = await browser.open();
  await signIn(page, server, `${demo}/comparison`, email, 'de');
  for (const name of pages) {
    await page.goto(`${server.address}${demo}/${name}`);
    await settled(page);
    await accessible(page);
    await noOverflow(page);
  }
  await page.goto(`${server.address}${demo}/comparison`);
  await settled(page);
  await page.getByRole('button', { name: 'Filtern', exact: true }).tap();
  await page.getByRole('dialog', { name: 'Welche Antworten?' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Abbrechen' }).tap();
  await openers(page).first().tap();
  await page.getByRole('heading', { name: 'Verfahren' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});

it('says what to do first in a project without anything', async () => {
  await lead.post('/projects', { id: 'empty', title: 'Empty', timeZone: 'Europe/Zurich', languages: ['en'] });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/', email);
  for (const [name, title] of [
    ['gaps', 'No waves yet'],
    ['benchmark', 'No waves yet'],
    ['pilot', 'A pilot needs two waves'],
    ['power', 'No waves yet']
  ] as const) {
    await page.goto(`${server.address}/desk/projects/empty/${name}`);
    await page.getByRole('heading', { name: title }).waitFor();
    await accessible(page);
  }
  await browser.end();
});
