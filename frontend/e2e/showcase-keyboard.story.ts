// The showcase by keyboard alone: the controls that are more than an input.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from './api';
import { Browser, desk } from './browser';
import { eventually } from './programme';
import type { Server } from './server';
import { begin, instance, question, type Read, reports, showcaseServer, sound } from './showcase';

let server: Server;
let lead: Person;

beforeAll(async () => {
  ({ server, lead } = await showcaseServer());
});
afterAll(() => server.end());

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let presses = 0; presses < 120; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the focus does not reach ${target.toString()}`);
}

/** From wherever the focus is to a section, by keyboard. */
async function goTo(page: Page, section: string): Promise<void> {
  const entry = page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${section}`) });
  const overview = page.getByRole('button', { name: 'Overview' });
  await entry.or(overview).first().waitFor();
  if (await overview.isVisible()) {
    await tabTo(page, overview);
    await page.keyboard.press('Enter');
  }
  await tabTo(page, entry);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

it('answers them, and the focus is where it is looked for', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await begin(server, lead, page, 'typist');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim());

  await goTo(page, 'Choices');
  await tabTo(page, question(page, 'weather').getByRole('radio').first());
  await page.keyboard.press('ArrowRight');
  const canton = question(page, 'canton').getByRole('combobox');
  await tabTo(page, canton);
  await page.keyboard.type('basel');
  await question(page, 'canton').getByText('2 answers').waitFor();
  await page.keyboard.press('ArrowDown');
  expect(await canton.getAttribute('aria-activedescendant')).toBe(await question(page, 'canton').getByRole('option', { name: 'Basel-Stadt' }).getAttribute('id'));
  await page.keyboard.press('Enter');
  expect(await canton.inputValue()).toBe('Basel-Stadt');
  expect(await canton.getAttribute('aria-expanded')).toBe('false');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('nowhere');
  await question(page, 'canton').getByText('0 answers').waitFor();
  await page.keyboard.press('Escape');
  expect(await canton.inputValue()).toBe('Basel-Stadt');
  await tabTo(page, question(page, 'cantons').getByRole('combobox'));
  for (const one of ['uri', 'zug']) {
    await page.keyboard.type(one);
    await page.keyboard.press('Enter');
  }
  await page.keyboard.press('Escape');
  await tabTo(page, question(page, 'cantons').getByRole('button', { name: 'Remove: Uri' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('Remove: Zug');

  await goTo(page, 'A table');
  await page.getByRole('columnheader', { name: 'Strongly agree' }).waitFor();
  await page.getByRole('rowheader', { name: /The shop was tidy/ }).waitFor();
  await tabTo(page, question(page, 'tidy').getByRole('radio').first());
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  expect(await question(page, 'tidy').getByRole('radio', { name: 'The shop was tidy: Disagree' }).isChecked()).toBe(true);
  await sound(page);

  await goTo(page, 'Ratings');
  await tabTo(page, question(page, 'warmth').getByRole('slider'));
  await page.keyboard.press('ArrowRight');
  await tabTo(page, question(page, 'filled').getByRole('slider'));
  await page.keyboard.press('ArrowUp');

  await goTo(page, 'Order and agreement');
  const rank = question(page, 'importance');
  await tabTo(page, rank.getByRole('button', { name: 'Move down: Grocery' }));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Alt+ArrowDown');
  await rank.getByText('Grocery: place 3 of 4').waitFor({ state: 'attached' });
  await expect.poll(focused).toBe('Move down: Grocery');

  await goTo(page, 'Repeats');
  await tabTo(page, question(page, 'staff[1].staff_name').locator('input'));
  await page.keyboard.type('Anna');
  await tabTo(page, question(page, 'staff').getByRole('button', { name: 'Add: Members of staff' }));
  await page.keyboard.press('Enter');
  await expect.poll(focused).toBe('2. Members of staff');
  await tabTo(page, question(page, 'staff[2].staff_name').locator('input'));
  await page.keyboard.type('Beat');
  await tabTo(page, instance(page, 'staff[2]').getByRole('button', { name: 'Remove: 2. Beat' }));
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/^1\. Anna/);
  await tabTo(page, page.getByRole('button', { name: 'Undo' }));
  await page.keyboard.press('Enter');
  await expect.poll(focused).toMatch(/^2\. Beat/);
  await sound(page);

  await tabTo(page, page.getByRole('button', { name: 'Overview' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Check and send' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Send anyway' }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Send anyway' }));
  await page.keyboard.press('Enter');
  const [report] = await eventually(() => reports(lead), (found) => found.length > 0, 30_000);
  const { response } = await lead.get<Read>(`/projects/story/responses/${report?.id}`);
  expect(response.answers).toMatchObject({
    weather: 'cloudy', canton: 'bs', cantons: ['zg'], tidy: 'rather_not', warmth: 15.5, filled: 55,
    importance: ['fashion', 'garden', 'grocery', 'other'], staff: [{ staff_name: 'Anna' }, { staff_name: 'Beat' }]
  });
  await browser.end();
});
