// The bars on an emulated phone: real Chromium, 390x844, touch, a slowed processor, brotli, a cold cache, each page beside
// the floor in the same run. Writes figures for scripts/bench to the file that TOUCHSTONE_FIGURES names.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setPriority } from 'node:os';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync } from 'node:zlib';
import { chromium, errors } from 'playwright-core';
import { expect, test } from 'vitest';
import { Person } from '../api';
import { Server } from '../server';
import { coldStarts } from './cold-start';
import { floorOf } from './floor';
import { watch } from './probe';
import { definitionOf, type Questionnaire, report, survey } from './questionnaires';

const runs = Number(process.env['RUNS'] ?? 5);

interface Reading {
  answerable: number;
  blocked: number;
  shown: number;
  shownPainted: number;
  figure: number;
  figurePainted: number;
  heap: number;
}

const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? NaN;
};

/**
 * Reads a page once. The emulated touch now and then never comes back from the browser, whichever page is open: then the
 * reading is made again with a new one.
 */
async function read(address: string, questionnaire: Questionnaire, slowed: number): Promise<Reading> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await readOnce(address, questionnaire, slowed);
    } catch (problem) {
      if (!(problem instanceof errors.TimeoutError) || attempt === 3) throw problem;
      console.warn(`${address} was not answered: the reading is made again`);
    }
  }
}

async function readOnce(address: string, { probe }: Questionnaire, slowed: number): Promise<Reading> {
  const profile = mkdtempSync(join(tmpdir(), 'touchstone-phone-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['TOUCHSTONE_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update'],
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    await pause(1_200); // the browser's own beginning is over
    const control = await context.newCDPSession(page);
    await page.addInitScript(watch, probe.first);
    await page.exposeBinding('ready', (_source, at: string) => {
      const touchPoints = [JSON.parse(at) as { x: number; y: number }];
      const lost = () => undefined; // the browser was closed before it answered
      control.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints }).catch(lost);
      control.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }).catch(lost);
    });
    await control.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    await page.goto(address, { waitUntil: 'commit' });
    await page.waitForFunction(() => window.probe.answered !== undefined, undefined, { timeout: 20_000 });
    const { answered = NaN, tasks } = await page.evaluate(() => ({ answered: window.probe.answered, tasks: window.probe.tasks }));
    await pause(2_500); // what is drawn later is there
    const tap = async (question: string, value: string, target: string, expected: string | boolean) => {
      const taken = await page.evaluate(([q, v, t, e]) => window.probe.tap(q, v, t, e), [question, value, target, expected] as const);
      await pause(500);
      return taken;
    };
    const taps = { shown: [] as number[], shownPainted: [] as number[], figure: [] as number[], figurePainted: [] as number[] };
    const [question, yes, no, dependent] = probe.shows;
    for (const [value, expected] of [[yes, true], [no, false], [yes, true], [no, false]] as const) {
      const { dom, painted } = await tap(question, value, dependent, expected);
      taps.shown.push(dom);
      taps.shownPainted.push(painted);
    }
    if (probe.figure) {
      const [source, first, second, target] = probe.figure;
      for (const value of [first, second, first, second]) {
        const { dom, painted } = await tap(source, value, target, String(Number(value) * 5));
        taps.figure.push(dom);
        taps.figurePainted.push(painted);
      }
    }
    await control.send('HeapProfiler.collectGarbage');
    await control.send('HeapProfiler.collectGarbage');
    const { usedSize } = await control.send('Runtime.getHeapUsage');
    return {
      answerable: answered,
      blocked: tasks.filter(([begin]) => begin < answered).reduce((sum, [, length]) => sum + length - 50, 0),
      shown: median(taps.shown),
      shownPainted: median(taps.shownPainted),
      figure: median(taps.figure),
      figurePainted: median(taps.figurePainted),
      heap: usedSize / 1e6
    };
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

/** Pages as they are, compressed, as any web server would send them. */
async function serve(pages: Record<string, string>): Promise<{ address: string; close: () => void }> {
  const packed = new Map(Object.entries(pages).map(([path, html]) => [path, brotliCompressSync(html)]));
  const server = createServer((request, response) => {
    const body = packed.get(request.url ?? '');
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8', ...(body ? { 'Content-Encoding': 'br' } : {}) });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close() };
}

test('an emulated phone', async () => {
  try {
    setPriority(-10);
  } catch {
    // Without the right to it the figures are a little less steady.
  }
  const questionnaires = [survey(), report()];
  const floor = await serve(Object.fromEntries(questionnaires.map((one) => [`/${one.name}`, floorOf(one)])));
  const server = await Server.start();
  const figures: { what: string; measured: string; floor: string; ratio: string; bar: string }[] = [];
  try {
    const lead = await Person.first(server, { demo: false });
    await lead.post('/projects', { id: 'phone', title: 'Phone', timeZone: 'Europe/Zurich', languages: ['en'] });
    await lead.put('/projects/phone/waves/only', { title: { en: 'Only' }, kind: 'baseline', order: 1 });
    const links: Record<string, string> = {};
    for (const one of questionnaires) {
      await lead.post('/projects/phone/definitions', definitionOf(one));
      const link = await lead.post<{ id: string }>('/projects/phone/links', { title: one.name, definition: { id: one.name, version: 1 }, wave: 'only' });
      links[one.name] = `${server.address}/a/${link.id}`;
    }
    const readings = async (one: Questionnaire, slowed: number) => {
      const ours: Reading[] = [];
      const plain: Reading[] = [];
      for (let run = 0; run < runs; run++) {
        plain.push(await read(`${floor.address}/${one.name}`, one, slowed));
        ours.push(await read(links[one.name] ?? '', one, slowed));
      }
      const of = (key: keyof Reading) => ({ ours: median(ours.map((r) => r[key])), floor: median(plain.map((r) => r[key])) });
      return of;
    };
    const add = (what: string, value: { ours: number; floor: number }, unit: string, bar: string, digits = 0) =>
      figures.push({
        what,
        measured: `${value.ours.toFixed(digits)} ${unit}`,
        floor: `${value.floor.toFixed(digits)} ${unit}`,
        ratio: (value.ours / value.floor).toFixed(2),
        bar
      });
    const [short, long] = questionnaires as [Questionnaire, Questionnaire];
    add('phone, CPU 4x: customer survey of 12 questions answerable', (await readings(short, 4))('answerable'), 'ms', '1.7 x floor');
    const slow = await readings(long, 4);
    add('phone, CPU 4x: 200 questions on one page answerable', slow('answerable'), 'ms', '2 x floor');
    add('phone, CPU 4x: main thread blocked until then', slow('blocked'), 'ms', '200 ms');
    add('phone: heap after load, 200 questions', slow('heap'), 'MB', '8 MB', 1);
    const slower = await readings(long, 6);
    add('phone, CPU 6x: tap to dependent question in the page', slower('shown'), 'ms', '10 ms', 1);
    add('phone, CPU 6x: tap to dependent question painted', slower('shownPainted'), 'ms', 'floor + 17 ms', 1);
    add('phone, CPU 6x: tap to calculated value in the page', slower('figure'), 'ms', '10 ms', 1);
    add('phone, CPU 6x: tap to calculated value painted', slower('figurePainted'), 'ms', 'floor + 17 ms', 1);
    const cold = median(await coldStarts(server, lead, runs, 4));
    figures.push({ what: 'phone, CPU 4x: list of assignments from a cold start without network', measured: `${cold.toFixed(0)} ms`, floor: '', ratio: '', bar: '1.5 s' });
  } finally {
    await server.end();
    floor.close();
  }
  expect(figures).toHaveLength(9);
  const file = process.env['TOUCHSTONE_FIGURES'];
  if (file) writeFileSync(file, JSON.stringify(figures));
  else console.table(figures);
});
