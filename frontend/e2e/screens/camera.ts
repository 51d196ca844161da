// Goes through a scene's rows in one browser without memory, takes the pictures and notes
// what is wrong with a page: overflow, accessibility, console, third parties.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { password } from '../api';
import { desk, phone } from '../browser';
import type { Language, Row, Scene, Stage } from './page';
import type { World } from './world';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const themes = ['light', 'dark'] as const;
/** The narrowest width at which nothing may be cut off (WCAG 1.4.10). */
const narrow = 320;

export interface Look {
  screen: typeof phone;
  language: Language;
}
export const looks: Look[] = [phone, desk].flatMap((screen) => (['en', 'de'] as const).map((language) => ({ screen, language })));
const sizeOf = ({ screen }: Look) => `${screen.width}x${screen.height}`;
export const nameOf = (look: Look): string => `${sizeOf(look)}-${look.language}`;

let visitors = 0;

/** Takes all pictures of a scene; gives what was found wrong. */
export async function film(browser: Browser, world: World, scene: Scene, look: Look, folder: string): Promise<string[]> {
  const problems: string[] = [];
  visitors++;
  const { screen, language } = look;
  const context = await browser.newContext({
    viewport: { width: screen.width, height: screen.height },
    hasTouch: screen.touch,
    isMobile: screen.touch,
    deviceScaleFactor: screen.touch ? 2 : 1,
    locale: language === 'de' ? 'de-CH' : 'en-GB',
    timezoneId: 'Europe/Zurich',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    permissions: ['geolocation', 'camera', 'microphone'],
    geolocation: { latitude: 47.3769, longitude: 8.5417, accuracy: 12 },
    // Every visitor comes from an address of their own, as they would; the limits count by it.
    extraHTTPHeaders: { 'X-Forwarded-For': `10.1.${visitors >> 8}.${visitors & 255}` }
  });
  context.setDefaultTimeout(15_000);
  let at = scene.name;
  watch(context, [world.server.address, world.bare.address], (problem) => problems.push(`${at} (${nameOf(look)}): ${problem}`));
  const page = await context.newPage();
  const stage = stageOf(page, world, look);
  let lost = false;
  try {
    await scene.before?.(stage);
    for (const row of scene.rows) {
      at = row.name;
      if (lost && row.at === undefined) continue;
      lost = false;
      try {
        await arrive(stage, row);
        for (const problem of await take(page, row, look, folder)) problems.push(`${at} (${nameOf(look)}): ${problem}`);
      } catch (thrown) {
        lost = true;
        problems.push(`${at} (${nameOf(look)}): no picture: ${thrown instanceof Error ? thrown.message.split('\n').slice(0, 4).join(' ') : String(thrown)}`);
        await page.screenshot({ path: join(folder, `failed-${at}-${nameOf(look)}.png`) }).catch(() => undefined);
      }
    }
  } finally {
    await context.close();
  }
  return [...new Set(problems)];
}

function watch(context: BrowserContext, own: readonly string[], note: (problem: string) => void): void {
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^https?:$/.test(url.protocol) && !own.includes(url.origin)) note(`request to a third party: ${request.url()}`);
  });
  context.on('weberror', (error) => note(`script error: ${error.error().message}`));
  context.on('console', (message) => {
    // Chromium itself prints requests that fail, which some of the pictures are about.
    if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(message.text())) note(`console: ${message.text()}`);
  });
}

function stageOf(page: Page, world: World, look: Look): Stage {
  return {
    page,
    world,
    language: look.language,
    look: nameOf(look),
    phone: look.screen.touch,
    say: (en, de) => new RegExp(look.language === 'de' ? de : en),
    offline: (cut) => page.context().setOffline(cut),
    signIn: async (email) => {
      const answer = await page.context().request.post(`${world.server.address}/api/v1/session`, { data: { email, password } });
      if (!answer.ok()) throw new Error(`sign-in of ${email}: ${answer.status()}`);
    }
  };
}

async function arrive(stage: Stage, row: Row): Promise<void> {
  const { page, world } = stage;
  if (row.at !== undefined) {
    const to = typeof row.at === 'string' ? row.at : await row.at(stage);
    // A document of its own, also when only what stands behind # differs.
    if (to.includes('#')) await page.goto('about:blank');
    await page.goto(new URL(to, world.server.address).href);
    if (!row.waiting) await settle(page);
  }
  await row.act?.(stage);
  if (!row.waiting) await settle(page);
}

/** Waits until the page has drawn what it asked the server for. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector('.skeleton') && document.querySelector('h1, h2'));
  await page.evaluate(async () => {
    // Quiet is a fifth of a second in which nothing is drawn anew; what never becomes quiet is taken as it is.
    await new Promise<void>((resolve) => {
      let quiet = setTimeout(resolve, 200);
      new MutationObserver(() => {
        clearTimeout(quiet);
        quiet = setTimeout(resolve, 200);
      }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
      setTimeout(resolve, 3_000);
    });
    await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  });
}

async function take(page: Page, row: Row, look: Look, folder: string): Promise<string[]> {
  const problems: string[] = [];
  const { width, height } = look.screen;
  // A window as high as the page shows all of it, with the bars where they belong.
  const whole = row.window ? height : await page.evaluate(() => document.documentElement.scrollHeight);
  if (whole > height) await page.setViewportSize({ width, height: whole });
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(folder, `${row.name}-${sizeOf(look)}-${colorScheme}-${look.language}.png`), caret: 'hide', animations: 'disabled' });
    for (const violation of await inspect(page, colorScheme === 'light')) problems.push(`${colorScheme}: ${violation}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  for (const across of look.screen.touch ? [width, narrow] : [width]) {
    await page.setViewportSize({ width: across, height });
    const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (beyond > 0) problems.push(`${beyond} px too wide at ${across} px`);
    if (across !== narrow || row.waiting) continue;
    if (!row.window) await page.setViewportSize({ width: narrow, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight)) });
    await page.screenshot({ path: join(folder, `${row.name}-${narrow}x${height}-light-${look.language}.png`), caret: 'hide', animations: 'disabled' });
  }
  await page.setViewportSize({ width, height });
  return problems;
}

/** The rules of WCAG 2.2 A and AA that the page breaks; the second theme can differ in contrast only. */
async function inspect(page: Page, all: boolean): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async (everything) => {
    interface Found {
      violations: { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] }[];
    }
    const { axe: checker } = window as unknown as { axe: { run(options: unknown): Promise<Found> } };
    const runOnly = everything
      ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
      : { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };
    const { violations } = await checker.run({ runOnly, resultTypes: ['violations'] });
    return violations.map(
      ({ id, help, nodes }) =>
        `${id}: ${help}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')} (${node.failureSummary.replaceAll('\n', ' ')})`)
          .join('; ')}`
    );
  }, all);
}
