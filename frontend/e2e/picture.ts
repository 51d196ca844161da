// What stories do with a picture in its frame: switch to its table and take its files along.
import { readFileSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Presses a button of the frame and gives the file. */
async function saved(page: Page, frame: Locator, button: string): Promise<Buffer> {
  const downloading = page.waitForEvent('download');
  await frame.getByRole('button', { name: button, exact: true }).click();
  return readFileSync(await (await downloading).path());
}

export const csvOf = async (page: Page, frame: Locator, button = 'Save as CSV'): Promise<string[]> =>
  (await saved(page, frame, button)).toString('utf8').replace('\uFEFF', '').trim().split('\r\n');

/** The SVG file: needs nothing but itself, is light whatever the page is, and says the finding. */
export async function svgOf(page: Page, frame: Locator, finding: string): Promise<string> {
  const svg = (await saved(page, frame, 'Save as SVG')).toString('utf8');
  expect(svg).not.toMatch(/var\(|light-dark|color-mix|class=|style=|<script|foreignObject|href="\/|NaN|undefined/);
  expect(svg).toContain('font-family="');
  expect(svg).toMatch(/<rect width="\d+" height="\d+" fill="#ffffff"\/>/);
  expect(svg).toMatch(/<text [^>]*fill="#14191b"/); // ink as on a light page
  // The words may stand in several lines.
  for (const word of finding.split(/\s+/).slice(0, 2)) expect(svg).toContain(word);
  const problem = await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent ?? '', svg);
  expect(problem).toBe('');
  return svg;
}

/** The PNG file has two pixels for one of the SVG. */
export async function pngOf(page: Page, frame: Locator, svg: string): Promise<Buffer> {
  const png = await saved(page, frame, 'Save as PNG');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
  return png;
}
