// A shopper takes, draws, records, scans and measures everything a questionnaire can ask for, with
// a camera that sees a code and without network; the lead reads exactly that. What a browser
// refuses is said, and can be done in another way.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, phone } from './browser';
import { cameraShowing, drawBars, filmOf } from './devices';
import { everyMedium } from './every-medium';
import { drawPhoto, jpegSize, takePhoto } from './photo';
import { eventually, prepare } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
const film = filmOf('door-4711');

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  await lead.post('/projects/story/definitions', everyMedium);
  await lead.put('/projects/story/locations/0007', { title: 'Garden shop North', position: { lat: 47.3769, lon: 8.5417 } });
});
afterAll(async () => {
  await server.end();
  rmSync(film);
});

/** Joins as a new shopper with one assignment and opens its report. */
async function begin(page: Page, mail: string, words: { join: string; mail: string; password: string; none: string; start: string }): Promise<void> {
  const { url } = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: mail });
  await page.goto(server.address + new URL(url).pathname + new URL(url).hash);
  await page.getByLabel(words.mail).fill(mail);
  await page.getByLabel(words.password).fill(password);
  await page.getByRole('button', { name: words.join }).tap();
  await page.getByText(words.none).waitFor();
  const { items } = await lead.get<{ items: { id: string; name: string }[] }>('/projects/story/people');
  await lead.post('/projects/story/assignments', {
    wave: 'after',
    definition: { id: 'every-medium', version: 1 },
    location: '0007',
    person: items.find(({ name }) => name === mail)?.id
  });
  await page.reload();
  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await page.getByRole('link', { name: words.start }).tap();
  await page.getByRole('button', { name: /^(Check in|Einchecken)$/ }).tap();
}
const english = { join: 'Join', mail: 'E-mail address', password: 'Password', none: 'No assignments yet', start: 'Start report' };
const german = { join: 'Beitreten', mail: 'E-Mail-Adresse', password: 'Passwort', none: 'Noch keine Aufträge', start: 'Bericht beginnen' };

async function open(page: Page, section: string): Promise<void> {
  const entry = page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${section}`) });
  const overview = page.getByRole('button', { name: /^(Overview|Übersicht)/ });
  await entry.or(overview).first().waitFor();
  if (await overview.isVisible()) await overview.tap();
  await entry.tap();
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
}

const question = (page: Page, name: string) => page.locator(`[data-question="${name}"]`);
const press = (within: Locator, name: string | RegExp) => within.getByRole('button', { name, exact: typeof name === 'string' }).tap();
const added = (within: Locator) => within.getByRole('status').filter({ hasText: /Added|Hinzugefügt/ }).waitFor();

/** Draws with a finger or mouse along fractions of the sheet. */
async function draw(page: Page, sheet: Locator, ...path: [number, number][]): Promise<void> {
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (!box) throw new Error('the sheet is not there');
  const [first, ...others] = path.map(([x, y]) => [box.x + x * box.width, box.y + y * box.height] as const);
  await page.mouse.move(...(first ?? [0, 0]));
  await page.mouse.down();
  for (const dot of others) await page.mouse.move(...dot, { steps: 5 });
  await page.mouse.up();
}

async function fits(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), page.url()).toBe(0);
}

interface Medium {
  name: string;
  type: string;
  size: number;
  sha256: string;
}
interface Place {
  lat: number;
  lon: number;
  accuracy?: number;
}
interface Read {
  response: {
    complete: boolean;
    answers: Record<string, unknown>;
    attachments: { id: string; question: string; size: number; present: boolean }[];
    flags?: unknown[];
  };
}

it('takes every kind of answer without network, and the lead reads exactly that', async () => {
  const browser = new Browser(phone, { origin: server.address, permissions: ['camera', 'microphone'], flags: cameraShowing(film) });
  let page = await browser.open();
  await begin(page, 'every@example.org', english);
  const photo = await takePhoto(page, 1800, 1200);
  const upright = await takePhoto(page, 1500, 1000, true);
  const shop = await drawPhoto(page);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await eventually(() => page.evaluate(async () => (await caches.keys()).length), (kept) => kept > 0);
  await browser.offline(true);

  await open(page, 'Pictures');
  const shelf = question(page, 'shelf');
  await shelf.locator('input[type=file]').setInputFiles({ name: 'x.heic', mimeType: 'image/heic', buffer: Buffer.from('\0\0\0\x18ftypheic', 'latin1') });
  await shelf.getByText('HEIC').waitFor();
  await shelf.locator('input[type=file]').setInputFiles(photo.path);
  await shelf.getByRole('img', { name: 'Photo: Photo of the shelf' }).waitFor();
  await press(shelf, 'Remove');
  await shelf.getByRole('img').waitFor({ state: 'detached' });
  expect(await shelf.getByRole('button', { name: 'Undo' }).evaluate((button) => button === document.activeElement)).toBe(true);
  await press(shelf, 'Undo');
  await shelf.getByRole('img').waitFor();
  await question(page, 'till').locator('input[type=file]').setInputFiles(upright.path);
  await added(question(page, 'till'));
  expect(await question(page, 'till').locator('input[type=file]').getAttribute('capture')).toBe('environment');

  // A pad opens when it is asked for, as a finger that scrolls would draw on it.
  const signature = question(page, 'signature');
  await press(signature, 'Sign here');
  await draw(page, signature.locator('canvas'), [0.1, 0.6], [0.2, 0.2], [0.3, 0.8], [0.9, 0.5]);
  await draw(page, signature.locator('canvas'), [0.1, 0.9], [0.9, 0.9]);
  await press(signature, 'Undo');
  await added(signature);
  await press(signature, 'Done');
  await signature.getByRole('img', { name: 'Signature: Signature of the manager' }).waitFor();
  await press(question(page, 'typed'), 'Sign here');
  await question(page, 'typed').getByLabel('Or type the name').fill('Mia Keller');
  await added(question(page, 'typed'));

  // The sketch is drawn with the keyboard alone.
  const sketch = question(page, 'sketch');
  await sketch.getByRole('button', { name: 'Draw' }).press('Enter');
  await sketch.getByRole('application', { name: 'Drawing area' }).waitFor();
  await page.keyboard.press('Space');
  for (let step = 0; step < 8; step++) await page.keyboard.press('Shift+ArrowRight');
  for (let step = 0; step < 8; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await added(sketch);

  const marked = question(page, 'marked');
  await marked.locator('input[type=file]').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: shop });
  await draw(page, marked.locator('canvas'), [0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.2]);
  await accessible(page);
  await fits(page);
  // Leaving at once keeps the last stroke.
  await open(page, 'Recordings');

  const voice = question(page, 'voice');
  await press(voice, 'Record sound');
  await voice.getByText('Recording', { exact: true }).waitFor();
  await page.waitForTimeout(1_200);
  await press(voice, 'Pause');
  const paused = await voice.getByRole('timer').textContent();
  await accessible(page);
  await page.waitForTimeout(1_200);
  expect(await voice.getByRole('timer').textContent()).toBe(paused);
  await press(voice, 'Continue');
  await press(voice, 'Stop and keep');
  await voice.locator('audio').waitFor();
  await press(voice, 'Record again');
  await voice.getByText('Recording', { exact: true }).waitFor();
  await press(voice, 'Discard');
  await voice.locator('audio').waitFor();

  const queue = question(page, 'queue');
  const large = join(server.data, 'large.mp4');
  writeFileSync(large, Buffer.alloc(6_000_000));
  await queue.locator('input[type=file]').setInputFiles(large);
  await queue.getByText(/at most 5\sMB can be sent/).waitFor();
  await press(queue, 'Record a video');
  await queue.getByText('has reached its greatest length').waitFor();
  await queue.locator('video[controls]').waitFor();

  const receipt = question(page, 'receipt');
  await receipt.locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await receipt.getByText('of this kind is not asked for').waitFor();
  await receipt.locator('input[type=file]').setInputFiles({ name: 'Receipt 7.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n1 0 obj\nendobj\n') });
  await receipt.getByRole('link', { name: 'Open Receipt 7.pdf' }).waitFor();
  await accessible(page);
  await fits(page);

  await open(page, 'Codes');
  const tag = question(page, 'tag');
  await press(tag, 'Scan with the camera');
  await eventually(() => tag.getByRole('textbox').inputValue(), (text) => text !== '');
  expect(await tag.getByRole('textbox').inputValue()).toBe('door-4711');
  const product = question(page, 'product');
  await product.locator('input[type=file]').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: shop });
  await product.getByText('No code was found').waitFor();
  for (const lying of [false, true]) {
    await product.getByRole('textbox').fill('');
    await product.locator('input[type=file]').setInputFiles({ name: 'code.png', mimeType: 'image/png', buffer: await drawBars(page, '4006381333931', lying) });
    expect(await eventually(() => product.getByRole('textbox').inputValue(), (text) => text !== '')).toBe('4006381333931');
  }
  await accessible(page);
  await fits(page);

  await open(page, 'Places');
  await press(question(page, 'here'), 'Use my position');
  await question(page, 'here').getByText('47.37690° N, 8.54170° E').waitFor();
  const way = question(page, 'way');
  // The position is not as good as hoped for; who does not want to wait takes it.
  await press(way, 'Add point here');
  await press(way, 'Take this position');
  await way.getByText('At least two points are needed.').waitFor();
  await way.getByText('Type a position').tap();
  await way.getByLabel('Latitude in degrees').fill('47,3771');
  await way.getByLabel('Longitude in degrees').fill('188');
  await press(way, 'Add point');
  await way.getByText('from −180 to 180').waitFor();
  await way.getByLabel('Longitude in degrees').fill('8.5417');
  await page.keyboard.press('Enter');
  // From 47.3769 to 47.3771 on one meridian: 0.0002° of 111.3 km.
  await way.getByText(/Length 22\.3\sm/).waitFor();
  await way.getByRole('button', { name: /^Point 2/ }).focus();
  await page.keyboard.press('ArrowRight');
  await press(way, 'Undo');
  await way.getByText(/Length 22\.3\sm/).waitFor();

  const area = question(page, 'area');
  await press(area, 'Add point here');
  await press(area, 'Take this position');
  const plan = area.getByRole('group', { name: 'Plan with the points' });
  const box = async () => (await plan.boundingBox()) ?? { width: 0, height: 0 };
  for (const [x, y] of [[0.5, 0.1], [0.9, 0.1], [0.9, 0.5]] as const) {
    const { width, height } = await box();
    await plan.tap({ position: { x: width * x, y: height * y } });
  }
  await area.getByText('Points (4)').waitFor();
  await area.getByText(/^Area [\d.]+ m²/).waitFor();
  await area.getByRole('button', { name: /^Point 4/ }).press('Delete');
  await area.getByText('Points (3)').waitFor();
  const before = await area.getByRole('status').textContent();
  const third = await area.getByRole('button', { name: /^Point 3/ }).boundingBox();
  await page.mouse.move((third?.x ?? 0) + 22, (third?.y ?? 0) + 22);
  await page.mouse.down();
  await page.mouse.move((third?.x ?? 0) + 22, (third?.y ?? 0) + 82, { steps: 4 });
  await page.mouse.up();
  await eventually(() => area.getByRole('status').textContent(), (text) => text !== before);
  expect(await area.getByRole('status').textContent()).not.toBe(before);
  await accessible(page);
  await fits(page);
  await page.waitForTimeout(300);
  await browser.close();

  // A cold start without network has it all.
  page = await browser.open();
  await browser.offline(true);
  await page.goto(`${server.address}/field/`);
  await page.getByRole('link', { name: /Garden shop North/ }).tap();
  await page.getByRole('link', { name: 'Continue report' }).tap();
  await open(page, 'Pictures');
  for (const name of ['shelf', 'till', 'signature', 'typed', 'sketch', 'marked']) await question(page, name).getByRole('img').waitFor();
  await open(page, 'Recordings');
  await question(page, 'voice').locator('audio').waitFor();
  await browser.offline(false);
  await page.getByRole('button', { name: 'Overview' }).tap();
  await page.getByRole('button', { name: 'Check and send' }).tap();
  await page.getByRole('button', { name: /^Send/ }).tap();

  const [report] = await eventually(
    async () => (await lead.get<{ items: { id: string }[] }>('/projects/story/responses?wave=after')).items,
    (items) => items.length > 0,
    30_000
  );
  const { response } = await eventually(() => lead.get<Read>(`/projects/story/responses/${report?.id}`), (read) => read.response.complete, 30_000);
  expect(response.flags ?? []).toEqual([]);
  expect(response.complete).toBe(true);
  const { answers } = response;
  expect(answers).toMatchObject({ tag: 'door-4711', product: '4006381333931', here: { lat: 47.3769, lon: 8.5417 } });
  expect((answers['way'] as Place[]).map(({ lat, lon }) => [lat, lon])).toEqual([[47.3769, 8.5417], [47.3771, 8.5417]]);
  expect(answers['area']).toHaveLength(3);
  const types = { shelf: 'image/jpeg', till: 'image/jpeg', signature: 'image/png', typed: 'image/png', sketch: 'image/png', marked: 'image/jpeg', receipt: 'application/pdf' };
  for (const [name, type] of Object.entries(types)) expect((answers[name] as Medium).type, name).toBe(type);
  expect((answers['voice'] as Medium).type).toMatch(/^audio\//);
  expect((answers['queue'] as Medium).type).toMatch(/^video\//);
  expect((answers['receipt'] as Medium).name).toBe('Receipt 7.pdf');

  const file = (name: string) => lead.file(`/projects/story/responses/${report?.id}/attachments/${(answers[name] as Medium).sha256}`);
  const kept = await file('shelf');
  expect(kept.includes('Exif')).toBe(true);
  expect(jpegSize(kept)).toEqual([900, 600]);
  const till = await file('till');
  expect(till.includes('Exif')).toBe(false);
  expect(jpegSize(till)).toEqual([400, 600]);
  expect((await file('marked')).includes('Exif')).toBe(false);
  expect((await file('receipt')).toString()).toMatch(/^%PDF/);
  await browser.end();
  rmSync(photo.path);
  rmSync(upright.path);
});

it('says what to do when the browser refuses, and fits 320 pixels in German, light and dark', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const browser = new Browser({ width: 320, height: 640, touch: true }, { locale: 'de-CH', colorScheme, origin: server.address });
    const page = await browser.open();
    await begin(page, `${colorScheme}@example.org`, german);
    await open(page, 'Bilder');
    await question(page, 'marked').locator('input[type=file]').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(page) });
    await question(page, 'marked').locator('canvas').waitFor();
    await accessible(page);
    await fits(page);
    await open(page, 'Aufnahmen');
    await press(question(page, 'voice'), 'Ton aufnehmen');
    await question(page, 'voice').getByText(/Mikrofon/).waitFor();
    await press(question(page, 'queue'), 'Video aufnehmen');
    await question(page, 'queue').getByText(/Kamera/).waitFor();
    await accessible(page);
    await fits(page);
    await open(page, 'Codes');
    await press(question(page, 'tag'), 'Mit der Kamera scannen');
    await question(page, 'tag').getByText(/Kamera.*Code eintippen/).waitFor();
    await question(page, 'tag').getByRole('textbox').fill('4711');
    await accessible(page);
    await fits(page);
    await open(page, 'Orte');
    const area = question(page, 'area');
    await area.getByText('Position eintippen').tap();
    for (const [lat, lon] of [['-33,45', '-70,66'], ['-33,4502', '-70,66'], ['-33,4502', '-70,6603']] as const) {
      await area.getByLabel('Breite in Grad').fill(lat);
      await area.getByLabel('Länge in Grad').fill(lon);
      await press(area, 'Punkt hinzufügen');
    }
    await area.getByText(/^Fläche \d/).waitFor();
    await area.getByText('Punkte (3)').tap();
    await area.getByText('33.45020° S, 70.66030° W').waitFor();
    await accessible(page);
    await fits(page);
    await browser.end();
  }
});
