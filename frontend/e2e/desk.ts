// What stories at the desk do again and again.
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { password } from './api';
import type { Server } from './server';

const words = {
  en: { email: 'E-mail', password: 'Password', go: 'Sign in' },
  de: { email: 'E-Mail', password: 'Passwort', go: 'Anmelden' }
};

/** Opens an address and signs in there. */
export async function signIn(page: Page, server: Server, path: string, email: string, language: 'en' | 'de' = 'en'): Promise<void> {
  const say = words[language];
  await page.goto(server.address + path);
  await page.getByLabel(say.email).fill(email);
  await page.getByLabel(say.password, { exact: true }).fill(password);
  await page.getByRole('button', { name: say.go }).click();
  await page.getByLabel(say.password, { exact: true }).waitFor({ state: 'detached' });
}

/** Nothing of the page lies beside the screen. */
export async function noOverflow(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), page.url()).toBe(0);
}
