// Every kind of question on the customer's page: by keyboard alone, on the smallest phone,
// in a language written from right to left, and in two tabs at once.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { Person } from './api';
import { accessible, Browser, desk } from './browser';
import { everyKind } from './every-kind';
import { eventually, prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let token: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  await lead.post('/projects/story/definitions', everyKind);
  const link = await lead.post<{ id: string }>('/projects/story/links', { title: 'All', definition: { id: 'every-kind', version: 1 }, wave: 'after' });
  token = link.id;
});
afterAll(() => server.end());

interface Stored {
  items: { id: string }[];
}
const arrived = (n: number) => eventually(async () => (await lead.get<Stored>('/projects/story/responses?definition=every-kind')).items, (items) => items.length >= n);
const heading = (page: Page, name: string) => page.getByRole('heading', { name }).waitFor();

/** Controls that few questionnaires need come a moment after their question; whoever looks at the page sees that. */
const control = (page: Page, question: string) => page.locator(`[data-question="${question}"] :is(input, select)`).first().waitFor({ state: 'attached' });

it('is answered by keyboard alone, and what was typed is what arrives', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/a/${token}`);
  await heading(page, 'Would you recommend us?');
  await page.keyboard.press('Enter');
  await page.getByText('Please answer this question.').waitFor();
  await accessible(page);
  await page.keyboard.press('1');
  await page.keyboard.press('0');
  await page.keyboard.press('Enter');
  await heading(page, 'Were you greeted?');
  await accessible(page);
  await page.keyboard.press('2');
  await page.keyboard.press('Enter');
  await heading(page, 'How was the shop?');
  await control(page, 'shop');
  await accessible(page);
  await page.keyboard.press('3');
  await page.keyboard.press('Enter');
  await heading(page, 'From a list');
  await control(page, 'listed');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await accessible(page);
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await heading(page, 'Your mood?');
  await page.keyboard.press('5');
  await accessible(page);
  await page.keyboard.press('Enter');
  await heading(page, 'How warm was it?');
  await control(page, 'warmth');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await accessible(page);
  await page.keyboard.press('Enter');
  await heading(page, 'Why did you come?');
  await page.keyboard.press('1');
  await page.keyboard.press('3');
  await page.keyboard.press('2');
  await page.keyboard.press('1');
  await accessible(page);
  await page.keyboard.press('Enter');
  await heading(page, 'About you');
  await page.keyboard.press('Tab');
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  await page.getByText('From 14 to 120').waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('40');
  await page.getByText('480').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.type('12,50');
  await page.getByLabel('Day').fill('2026-03-01');
  await page.getByRole('button', { name: 'Use my position' }).press('Enter');
  await page.getByText('47.37690').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Next' }).press('Enter');
  await heading(page, 'Anything else?');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Two\nlines');
  await page.getByRole('button', { name: 'Send' }).press('Enter');
  await page.getByText('Your answers have arrived.').waitFor();
  await accessible(page);

  const [stored] = await arrived(1);
  const { response } = await lead.get<{ response: { answers: Record<string, unknown>; flags?: unknown[] } }>(`/projects/story/responses/${stored?.id}`);
  expect(response.answers).toMatchObject({
    recommend: 10,
    greeted: 'no',
    shop: 'high',
    listed: 'yes',
    mood: 5,
    warmth: 55,
    reasons: ['price', 'service'],
    age: 40,
    spent: 12.5,
    day: '2026-03-01',
    place: { lat: 47.3769, lon: 8.5417 },
    months: 480,
    more: 'Two\nlines'
  });
  expect(response.flags ?? []).toEqual([]);
  await browser.end();
});

it('fits 320 pixels in German, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const browser = new Browser({ width: 320, height: 640, touch: true }, { locale: 'de-CH', colorScheme, origin: server.address });
    const page = await browser.open();
    await page.goto(`${server.address}/a/${token}`);
    await heading(page, 'Würden Sie uns weiterempfehlen?');
    await page.getByRole('radio', { name: '7' }).tap({ force: true });
    await heading(page, 'Wurden Sie begrüsst?');
    for (const next of ['Wie war der Laden?', 'Aus einer Liste', 'Ihre Stimmung?', 'Wie warm war es?', 'Weshalb sind Sie gekommen?', 'Über Sie', 'Noch etwas?']) {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      await accessible(page);
      await page.getByRole('button', { name: 'Weiter' }).tap();
      await heading(page, next);
    }
    await browser.end();
  }
});

it('turns around for Arabic', async () => {
  const browser = new Browser({ width: 320, height: 640, touch: true }, { locale: 'ar', origin: server.address });
  const page = await browser.open();
  await page.goto(`${server.address}/a/${token}`);
  await heading(page, 'هل توصي بنا؟');
  expect(await page.evaluate(() => [document.documentElement.dir, document.documentElement.lang])).toEqual(['rtl', 'ar']);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await accessible(page);
  await browser.end();
});

it('is filled in at one place at a time, and nothing gets lost in between', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const first = await browser.open();
  await first.goto(`${server.address}/a/${token}`);
  await heading(first, 'Would you recommend us?');
  await first.keyboard.press('8');
  await first.keyboard.press('Enter');
  await heading(first, 'Were you greeted?');
  await first.waitForTimeout(300);
  const second = await first.context().newPage();
  await second.goto(`${server.address}/a/${token}`);
  await heading(second, 'This questionnaire is open in another tab');
  await accessible(second);
  await second.getByRole('button', { name: 'Continue here' }).click();
  await heading(second, 'Were you greeted?');
  await heading(first, 'This questionnaire is open in another tab');
  await second.getByRole('button', { name: 'Back' }).click();
  expect(await second.getByRole('radio', { name: '8' }).isChecked()).toBe(true);
  await browser.end();
});
