// Takes pictures of every page in all looks and fails when a page is found at fault. Run by
// scripts/screens, which names the folder.
import { mkdirSync, rmSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cameraShowing, filmOf } from '../devices';
import { answerScenes } from './answer-pages';
import { film, looks, nameOf } from './camera';
import { deskScenes } from './desk-pages';
import { fieldScenes } from './field-pages';
import { fieldWorkScenes } from './field-work-pages';
import { reportScenes } from './report-pages';
import { showcaseScenes } from './showcase-pages';
import { build, end, type World } from './world';

const folder = process.env['TOUCHSTONE_SCREENS'];
if (!folder) throw new Error('TOUCHSTONE_SCREENS names the folder for the pictures');
/** Scenes by the beginnings of their names, between commas; all without it. */
const only = (process.env['TOUCHSTONE_SCENES'] ?? '').split(',');

const sight = filmOf('door-4711');
let world: World;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  [world, browser] = await Promise.all([
    build(),
    chromium.launch({ executablePath: process.env['TOUCHSTONE_CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', ...cameraShowing(sight)] })
  ]);
});
afterAll(async () => {
  await browser.close();
  await end(world);
  rmSync(sight);
});

describe.concurrent('pictures', () => {
  for (const scene of [...fieldScenes, ...fieldWorkScenes, ...answerScenes, ...showcaseScenes, ...deskScenes, ...reportScenes].filter(({ name }) => only.some((beginning) => name.startsWith(beginning)))) {
    for (const look of looks) {
      it(`${scene.name} ${nameOf(look)}`, async ({ skip }) => {
        if (scene.name === 'desk-airport') skip(!world.airport, "the airport's data is not there");
        expect(await film(browser, world, scene, look, folder)).toEqual([]);
      });
    }
  }
});
