// The shape of the tables of pages: a scene is one person's visit, each row one picture of it.
import type { Page } from 'playwright-core';
import type { World } from './world';

export type Language = 'en' | 'de';

/** What a row acts on. */
export interface Stage {
  page: Page;
  world: World;
  language: Language;
  /** Names the phone or the desk, so that each look has people of its own. */
  look: string;
  phone: boolean;
  /** The words of the page in its language. */
  say(en: string, de: string): RegExp;
  offline(cut: boolean): Promise<void>;
  /** Signs the scene's browser in. */
  signIn(email: string): Promise<void>;
}

/** One picture. */
export interface Row {
  /** Page and state: the beginning of the file's name, in lower case with hyphens. */
  name: string;
  /** The address to go to; without it the row goes on where the last one ended. */
  at?: string | ((stage: Stage) => string | Promise<string>);
  /** What happens between arriving and the picture. */
  act?: (stage: Stage) => Promise<unknown>;
  /** Only what the window shows, for dialogs and what lies over the page. */
  window?: true;
  /** The page is still waiting: do not wait for it to settle. */
  waiting?: true;
}

/** A visit in a browser without memory. */
export interface Scene {
  name: string;
  /** Happens before the first row, on a blank page. */
  before?: (stage: Stage) => Promise<unknown>;
  rows: Row[];
}
