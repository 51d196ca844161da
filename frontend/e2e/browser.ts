// Real Chromium as a phone or a desk, with the guards every story shares: no message in the
// console, no request to a third party, no accessibility violation.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { expect } from 'vitest';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];

export interface Screen {
  width: number;
  height: number;
  touch: boolean;
}
export const phone: Screen = { width: 390, height: 844, touch: true };
export const desk: Screen = { width: 1280, height: 800, touch: false };

/** One person's browser: its profile outlives closing and opening it again. */
export class Browser {
  readonly problems: string[] = [];
  private readonly profile = mkdtempSync(join(tmpdir(), 'touchstone-profile-'));
  private context: BrowserContext | undefined;

  constructor(
    private readonly screen: Screen,
    private readonly options: {
      locale?: string;
      colorScheme?: 'light' | 'dark';
      origin: string;
      /** What the page may do beside finding its position. */
      permissions?: ('camera' | 'microphone')[];
      /** Further switches of Chromium. */
      flags?: string[];
    }
  ) {}

  async open(): Promise<Page> {
    const context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env['TOUCHSTONE_CHROMIUM'] ?? '/usr/bin/chromium',
      headless: true,
      args: [...flags, ...(this.options.flags ?? [])],
      viewport: { width: this.screen.width, height: this.screen.height },
      hasTouch: this.screen.touch,
      isMobile: this.screen.touch,
      deviceScaleFactor: this.screen.touch ? 2 : 1,
      locale: this.options.locale ?? 'en-GB',
      timezoneId: 'Europe/Zurich',
      colorScheme: this.options.colorScheme ?? 'light',
      permissions: ['geolocation', ...(this.options.permissions ?? [])],
      geolocation: { latitude: 47.3769, longitude: 8.5417, accuracy: 12 }
    });
    this.context = context;
    context.setDefaultTimeout(15_000);
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== this.options.origin) {
        this.problems.push(`request to a third party: ${request.url()}`);
      }
    });
    const page = context.pages()[0] ?? (await context.newPage());
    this.watch(page);
    context.on('page', (opened) => this.watch(opened));
    return page;
  }

  private watch(page: Page): void {
    page.on('pageerror', (error) => this.problems.push(`script error: ${error.message}`));
    page.on('console', (message) => {
      // A cut network makes Chromium itself print failed requests; those are the story.
      if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(message.text())) {
        this.problems.push(`console: ${message.text()}`);
      }
    });
  }

  /** Cuts or restores the network of this browser. */
  async offline(cut: boolean): Promise<void> {
    await this.context?.setOffline(cut);
  }

  async close(): Promise<void> {
    await this.context?.close();
    this.context = undefined;
  }

  /** Ends the browser without a chance to write anything, as an empty battery does. */
  async kill(): Promise<void> {
    const { context } = this;
    if (!context) return;
    const gone = new Promise((resolve) => context.once('close', resolve));
    const lines = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    const [pid] = lines.filter((line) => line.includes(this.profile) && !line.includes('--type=')).map((line) => Number.parseInt(line));
    if (pid === undefined) throw new Error('the browser is not there');
    process.kill(pid, 'SIGKILL');
    await gone;
    this.context = undefined;
  }

  async end(): Promise<void> {
    await this.close();
    rmSync(this.profile, { recursive: true, force: true });
    expect(this.problems).toEqual([]);
  }
}

interface Violation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** Runs axe on the page as it is and expects no violation of WCAG 2.2 A and AA. */
export async function accessible(page: Page): Promise<void> {
  // Evaluated by the browser's debugger, so the page's own Content-Security-Policy stays in force.
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const checker = (window as unknown as { axe: { run(options: unknown): Promise<{ violations: Violation[] }> } }).axe;
    const { violations } = await checker.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    });
    return violations.map(
      (violation) =>
        `${violation.id}: ${violation.help}: ${violation.nodes.map((node) => `${node.target.join(' ')} (${node.failureSummary})`).join('; ')}`
    );
  });
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}
