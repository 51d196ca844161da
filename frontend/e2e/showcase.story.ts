// The showcase, which holds every kind of question, walked through completely by thumb on a phone.
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from './api';
import { Browser, phone } from './browser';
import { takePhoto } from './photo';
import { eventually } from './programme';
import type { Server } from './server';
import { begin, instance, question, type Read, reports, showcaseServer, sound } from './showcase';

let server: Server;
let lead: Person;

beforeAll(async () => {
  ({ server, lead } = await showcaseServer());
});
afterAll(() => server.end());

const choose = (page: Page, path: string, label: string) => question(page, path).getByRole('radio', { name: label, exact: true }).tap({ force: true });
const tick = (page: Page, path: string, label: string) => question(page, path).getByRole('checkbox', { name: label, exact: true }).tap({ force: true });
const write = (page: Page, path: string, text: string) => question(page, path).locator('input, textarea').first().fill(text);

async function open(page: Page, section: string): Promise<void> {
  const entry = page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${section}`) });
  const overview = page.getByRole('button', { name: 'Overview' });
  await entry.or(overview).first().waitFor();
  if (await overview.isVisible()) await overview.click();
  await entry.click();
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
  await page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
}

/** Drags by its handle beyond the middle of another row. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('nothing to drag');
  await page.mouse.move(start.x + 20, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 20, end.y + end.height / 4, { steps: 5 });
  await page.mouse.up();
}

it('walks through every kind of question on a phone and hands the report in', async () => {
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await begin(server, lead, page, 'walker');
  // What need not be answered is not called done before it was looked at.
  await page.getByRole('listitem').getByRole('button', { name: /^Sections in sections 1 question, optional/ }).waitFor();

  await open(page, 'Words and numbers');
  await page.getByRole('link', { name: 'What Markdown can do' }).waitFor();
  expect(await page.getByText('مرحبًا').evaluate((text) => getComputedStyle(text).direction)).toBe('rtl');
  const name = question(page, 'first_name');
  expect(await name.getByText('this is called').isVisible()).toBe(false);
  await name.getByText('More about this').tap();
  await name.getByText('this is called').waitFor();
  await write(page, 'first_name', 'Mia');
  await page.getByText('Hello Mia, what did you notice first?').waitFor();
  await write(page, 'remark', 'Flowers.\nAnd a smell of coffee.');
  await write(page, 'customer_number', '12');
  await write(page, 'email', 'mia@example.org');
  await question(page, 'customer_number').getByText('4 to 8 digits').waitFor();
  expect(await question(page, 'customer_number').locator('input').getAttribute('aria-invalid')).toBe('true');
  await write(page, 'customer_number', '123456');
  await question(page, 'customer_number').getByText('4 to 8 digits').waitFor({ state: 'detached' });
  await write(page, 'website', 'https://example.org');
  await write(page, 'telephone', '+41 44 000 00 00');
  await write(page, 'minutes', '12');
  await question(page, 'seconds').getByText('720').waitFor();
  await write(page, 'paid', '12.50');
  await write(page, 'visitors', '1234567');
  await question(page, 'paid').locator('input').focus();
  expect(await question(page, 'visitors').locator('input').inputValue()).toBe('1,234,567');
  expect(await question(page, 'order_number').locator('input').getAttribute('readonly')).not.toBeNull();
  await sound(page);

  await open(page, 'Choices');
  expect(await question(page, 'greeted_how').count()).toBe(0);
  await choose(page, 'greeted', 'Yes');
  await choose(page, 'greeted_how', 'Counter');
  await choose(page, 'weather', '🌧️ Rain');
  await choose(page, 'shop', 'Other');
  await write(page, 'shop_other', 'Books');
  await choose(page, 'impression', '5 – outstanding');
  await question(page, 'recommend_it').getByText('Yes', { exact: true }).tap();
  const middle = () => question(page, 'region').evaluate((one) => one.getBoundingClientRect().top + one.getBoundingClientRect().height / 2);
  await expect.poll(async () => Math.abs((await middle()) - 422)).toBeLessThan(80);
  await question(page, 'region').locator('select').selectOption({ label: 'South' });
  await question(page, 'city').locator('select').selectOption({ label: 'Lugano' });
  expect(await question(page, 'city').locator('option').allTextContents()).not.toContain('Basel');
  const canton = question(page, 'canton').getByRole('combobox');
  await canton.tap();
  await question(page, 'canton').getByText('26 answers').waitFor();
  await sound(page);
  await canton.fill('zur');
  await question(page, 'canton').getByText('1 answer', { exact: true }).waitFor();
  await question(page, 'canton').getByRole('option', { name: 'Zürich' }).tap();
  expect(await canton.inputValue()).toBe('Zürich');
  await tick(page, 'channels', 'Counter');
  await tick(page, 'channels', 'None of these');
  expect(await question(page, 'channels').getByRole('checkbox', { checked: true }).count()).toBe(1);
  await tick(page, 'channels', 'Website');
  await tick(page, 'channels', 'Telephone');
  const cantons = question(page, 'cantons').getByRole('combobox');
  for (const one of ['Uri', 'Bern']) {
    await cantons.fill(one);
    await question(page, 'cantons').getByRole('option', { name: one }).tap();
  }
  await question(page, 'cantons').getByRole('button', { name: 'Remove: Uri' }).tap();
  await question(page, 'cantons').getByRole('button', { name: 'Remove: Bern' }).waitFor();
  await tick(page, 'shuffled', '☀️ Sunny');
  await choose(page, 'row', 'Agree');
  await choose(page, 'row_friendly', 'Strongly agree');
  await choose(page, 'row_quick', 'Partly');
  await sound(page);

  await open(page, 'A table');
  await choose(page, 'tidy', 'Agree');
  await choose(page, 'bright', 'Partly');
  await choose(page, 'calm', 'Disagree');
  await sound(page);

  await open(page, 'Ratings');
  await choose(page, 'nps', '9');
  await choose(page, 'stars', '4 of 5 stars');
  await choose(page, 'mood', '5 of 5, best');
  await question(page, 'warmth').locator('input').fill('21.5');
  await question(page, 'filled').locator('input').fill('75');
  await question(page, 'steps').locator('select').selectOption('7');
  await question(page, 'strain').locator('input').fill('3');
  await sound(page);

  await open(page, 'Dates and times');
  await write(page, 'visited_on', '2026-05-04');
  await question(page, 'opened_in').getByLabel('Month').selectOption('March');
  await question(page, 'opened_in').getByLabel('Year').fill('2019');
  await question(page, 'founded_in').getByLabel('Year').fill('1987');
  await question(page, 'born_on').getByLabel('Day').fill('31');
  await question(page, 'born_on').getByLabel('Month').selectOption('February');
  await question(page, 'born_on').getByLabel('Year').fill('1980');
  await write(page, 'entered_at', '17:05');
  await question(page, 'born_on').getByText('Please enter a date.').waitFor();
  await question(page, 'born_on').getByLabel('Day').fill('3');
  await write(page, 'left_at', '2026-05-04T17:45');
  await sound(page);

  await open(page, 'Order and agreement');
  const rank = question(page, 'importance');
  const rows = rank.getByRole('listitem');
  await drag(page, rows.nth(3), rows.nth(0));
  await rank.getByRole('button', { name: 'Move down: Grocery' }).tap();
  await rank.getByText('Grocery: place 3 of 4').waitFor({ state: 'attached' });
  await tick(page, 'rules', 'Read and understood');
  await sound(page);

  await open(page, 'Repeats');
  await write(page, 'staff[1].staff_name', 'Anna');
  await write(page, 'staff[1].staff_age', '7');
  await choose(page, 'staff[1].staff_friendly', 'No');
  await write(page, 'staff[1].staff_why', 'In a hurry');
  await question(page, 'staff[1].talks').getByRole('button', { name: 'Add: Conversations' }).tap();
  await write(page, 'staff[1].talks[1].topic', 'Roses');
  await write(page, 'staff[1].talks[1].length', '4');
  const addStaff = question(page, 'staff').getByRole('button', { name: 'Add: Members of staff' });
  await addStaff.tap();
  expect(await page.evaluate(() => document.activeElement?.textContent?.trim().slice(0, 2))).toBe('2.');
  await instance(page, 'staff[1]').getByText(/Needs attention/).waitFor();
  await write(page, 'staff[2].staff_name', 'Beat');
  await question(page, 'staff[2].staff_place').getByText('Number 2 of 2.').waitFor();
  await question(page, 'staff[2].talks').getByRole('button', { name: 'Add: Conversations' }).tap();
  await write(page, 'staff[2].talks[1].length', '5');
  await question(page, 'talk_minutes').getByText('9', { exact: true }).waitFor();
  await addStaff.tap();
  await write(page, 'staff[3].staff_name', 'Carla');
  await sound(page);
  await question(page, 'best').getByRole('radio', { name: 'Carla' }).waitFor();

  // What is removed can be brought back, with all it held.
  await instance(page, 'staff[2]').getByRole('button', { name: /^2\. Beat/ }).tap();
  await instance(page, 'staff[2]').getByRole('button', { name: 'Remove: 2. Beat' }).tap();
  await question(page, 'talk_minutes').getByText('4', { exact: true }).waitFor();
  await instance(page, 'staff[2]').getByRole('button', { name: /^2\. Carla/ }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).tap();
  await question(page, 'talk_minutes').getByText('9', { exact: true }).waitFor();
  await instance(page, 'staff[2]').getByRole('button', { name: /^2\. Beat/ }).waitFor();
  await choose(page, 'best', 'Beat');

  // Their number follows from an answer; those beyond it come back when it rises again.
  await write(page, 'tills', '3');
  for (const [place, queue] of [[1, '2'], [2, '8'], [3, '11']] as const) await write(page, `till[${place}].queue`, queue);
  await question(page, 'longest_queue').getByText('11').waitFor();
  await write(page, 'tills', '2');
  await question(page, 'longest_queue').getByText('8', { exact: true }).waitFor();
  expect(await question(page, 'till').getByRole('button', { name: 'Add' }).count()).toBe(0);
  await write(page, 'tills', '3');
  await question(page, 'longest_queue').getByText('11').waitFor();

  await open(page, 'Sections in sections');
  await choose(page, 'has_parking', 'Yes');
  await page.getByRole('heading', { level: 2, name: 'Car park' }).waitFor();
  await page.getByRole('heading', { level: 3, name: 'Charging' }).waitFor();
  await write(page, 'spaces', '40');
  await write(page, 'chargers', '6');
  await sound(page);

  await open(page, 'Calculated and looked up');
  await question(page, 'store_code').locator('select').selectOption({ label: 'Zürich HB' });
  await question(page, 'store_city').getByText('Zürich').waitFor();
  const suggestion = question(page, 'suggestion').locator('input');
  await expect.poll(() => suggestion.inputValue()).toBe('Visit in Zürich');
  await suggestion.fill('My own words');
  await write(page, 'locked', 'Still open');
  expect(await suggestion.inputValue()).toBe('My own words');
  await question(page, 'store_code').locator('select').selectOption({ label: 'Lugano' });
  await expect.poll(() => suggestion.inputValue()).toBe('Visit in Lugano');
  await tick(page, 'lock', 'Read and understood');
  await expect.poll(() => question(page, 'locked').locator('input').getAttribute('readonly')).not.toBeNull();
  await sound(page);

  await open(page, 'Places and media');
  const picture = question(page, 'shelf').getByRole('img', { name: 'Picture: Photo of the shelf' });
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(320);
  const chime = question(page, 'announcement').getByLabel('Recording: Record the announcement');
  await expect.poll(() => chime.evaluate((sound: HTMLAudioElement) => sound.duration)).toBeCloseTo(0.9, 1);
  const photo = await takePhoto(page, 1200, 900);
  await question(page, 'shelf').locator('input[type=file]').first().setInputFiles(photo.path);
  await question(page, 'shelf').getByRole('img').nth(1).waitFor();
  await write(page, 'article', '7610000000017');
  await sound(page);

  // The check leads to the very instance that has a mistake, and opens it.
  await page.getByRole('button', { name: 'Overview' }).tap();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await sound(page);
  await page.getByRole('button', { name: /Members of staff 1 – Guessed age/ }).tap();
  await question(page, 'staff[1].staff_age').getByText('14 to 99').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.closest('[data-question]')?.getAttribute('data-question'))).toBe('staff[1].staff_age');
  await write(page, 'staff[1].staff_age', '47');
  await sound(page);
  await page.getByRole('button', { name: 'Back to the check' }).tap();
  await page.getByRole('button', { name: 'Send report' }).tap();
  await page.getByRole('link', { name: 'Sent' }).waitFor();

  const [report] = await eventually(() => reports(lead), (found) => found.length > 0, 30_000);
  const { response } = await eventually(
    () => lead.get<Read>(`/projects/story/responses/${report?.id}`),
    (read) => read.response.complete,
    30_000
  );
  expect(response.complete).toBe(true);
  expect(response.flags ?? []).toEqual([]);
  expect(response.answers).toMatchObject({
    first_name: 'Mia', customer_number: '123456', minutes: 12, paid: 12.5, visitors: 1234567, seconds: 720, order_number: 'A-1000', source: 'showcase',
    greeted: 'yes', greeted_how: 'counter', weather: 'rain', shop: 'other', shop_other: 'Books', impression: 'g5', region: 'south', city: 'lugano', canton: 'zh',
    channels: ['phone', 'web'], cantons: ['be'], shuffled: ['sunny'], row: 'rather', row_friendly: 'fully', row_quick: 'partly',
    tidy: 'rather', bright: 'partly', calm: 'rather_not', nps: 9, stars: 4, mood: 5, warmth: 21.5, filled: 75, steps: 7, strain: 3,
    visited_on: '2026-05-04', opened_in: '2019-03-01', founded_in: '1987-01-01', born_on: '1980-02-03', entered_at: '17:05', left_at: '2026-05-04T17:45:00.000+02:00',
    importance: ['other', 'fashion', 'grocery', 'garden'], rules: 'OK',
    staff: [
      { staff_name: 'Anna', staff_age: 47, staff_friendly: 'no', staff_why: 'In a hurry', staff_number: 1, talks: [{ topic: 'Roses', length: 4 }] },
      { staff_name: 'Beat', staff_number: 2, talks: [{ length: 5 }] },
      { staff_name: 'Carla', staff_number: 3 }
    ],
    staff_count: 3, talk_minutes: 9, best: 'Beat', tills: 3, till: [{ queue: 2 }, { queue: 8 }, { queue: 11 }], longest_queue: 11,
    has_parking: 'yes', spaces: 40, chargers: 6, store_code: 'lu1', store_city: 'Lugano', suggestion: 'Visit in Lugano', locked: 'Still open', lock: 'OK', article: '7610000000017'
  });
  await browser.end();
});
