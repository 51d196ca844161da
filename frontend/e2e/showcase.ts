// The showcase in the hands of a shopper: how a story gets to its report and finds its way in it.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { password, Person } from './api';
import { accessible } from './browser';
import { prepare } from './programme';
import { Server } from './server';

export interface Read {
  response: { state: string; complete: boolean; answers: Record<string, unknown>; flags?: unknown[] };
}

/** A server with the showcase published and a place to report on. */
export async function showcaseServer(): Promise<{ server: Server; lead: Person }> {
  const server = await Server.start();
  const lead = await Person.first(server, { demo: false });
  await prepare(lead, 'showcase');
  await lead.put('/projects/story/locations/0007', { title: 'Garden shop North' });
  return { server, lead };
}

/** A new shopper with one assignment, whose report is open in the page. */
export async function begin(server: Server, lead: Person, page: Page, name: string): Promise<void> {
  const made = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name });
  const { pathname, hash } = new URL(made.url);
  await page.goto(server.address + pathname + hash);
  await page.getByLabel('E-mail address').fill(`${name}@example.org`);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByText('No assignments yet').waitFor();
  const people = await lead.get<{ items: { id: string; email: string }[] }>('/projects/story/people');
  await lead.post('/projects/story/assignments', {
    wave: 'after',
    definition: { id: 'showcase', version: 1 },
    location: '0007',
    person: people.items.find(({ email }) => email === `${name}@example.org`)?.id
  });
  await page.reload();
  await page.getByRole('link', { name: /Garden shop North/ }).click();
  await page.getByRole('link', { name: 'Start report' }).click();
  await page.getByRole('button', { name: 'Check in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
}

export const question = (page: Page, path: string) => page.locator(`[data-question="${path}"]`);
export const instance = (page: Page, path: string) => page.locator(`[data-instance="${path}"]`);

/** Expects the page to be accessible and to fit its width. */
export async function sound(page: Page): Promise<void> {
  await accessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), page.url()).toBe(0);
}

/** The reports that have arrived. */
export async function reports(lead: Person): Promise<{ id: string }[]> {
  const { items } = await lead.get<{ items: { id: string }[] }>('/projects/story/responses?wave=after');
  return items;
}
