// How long a shopper's list takes from a tap on the icon, without network, after one visit.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type BrowserContext } from 'playwright-core';
import type { Person } from '../api';
import { assign, kept, prepareField, recruit, signIn } from '../field-programme';
import type { Server } from '../server';

const open = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, {
    executablePath: process.env['TOUCHSTONE_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true
  });

/** Milliseconds from the navigation to the list of twenty assignments, as often as there are runs; the browser is started anew each time. */
export async function coldStarts(server: Server, lead: Person, runs: number, slowed: number): Promise<number[]> {
  await prepareField(lead);
  const person = await recruit(lead, 'Shopper', 'cold@example.org');
  for (let count = 0; count < 20; count++) await assign(lead, { person, state: 'offered' });
  const profile = mkdtempSync(join(tmpdir(), 'touchstone-cold-'));
  try {
    const first = await open(profile);
    const visited = first.pages()[0] ?? (await first.newPage());
    await signIn(visited, server, 'cold@example.org');
    await visited.locator('main li a').nth(19).waitFor();
    await kept(visited);
    await first.close();
    const times: number[] = [];
    for (let run = 0; run < runs; run++) times.push(await coldStart(profile, server.address, slowed));
    return times;
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

async function coldStart(profile: string, address: string, slowed: number): Promise<number> {
  const context = await open(profile);
  try {
    await context.setOffline(true);
    const page = context.pages()[0] ?? (await context.newPage());
    await pause(1_200); // the browser's own beginning is over
    await page.addInitScript(() => {
      const look = () => {
        if (document.querySelectorAll('main li a').length < 20) return void requestAnimationFrame(look);
        // Painted in the frame that follows.
        requestAnimationFrame(() => performance.mark('list'));
      };
      look();
    });
    const control = await context.newCDPSession(page);
    await control.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    await page.goto(`${address}/field/`, { waitUntil: 'commit' });
    await page.waitForFunction(() => performance.getEntriesByName('list').length > 0, undefined, { timeout: 30_000 });
    return await page.evaluate(() => performance.getEntriesByName('list')[0]?.startTime ?? NaN);
  } finally {
    await context.close();
  }
}
