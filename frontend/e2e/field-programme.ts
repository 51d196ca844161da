// A small programme for shoppers: a place, a short questionnaire, and work to give.
import type { Page } from 'playwright-core';
import { password, type Person } from './api';
import type { Server } from './server';

export const place = '0007';

const text = (en: string, de: string) => ({ en, de });

const visited = {
  id: 'visited',
  version: 1,
  kind: 'mystery',
  title: text('Shop visit', 'Ladenbesuch'),
  defaultLanguage: 'en',
  choices: { yesno: [{ name: 'yes', label: text('Yes', 'Ja'), points: 1 }, { name: 'no', label: text('No', 'Nein'), points: 0 }] },
  body: [
    {
      type: 'section',
      name: 'arrival',
      label: text('Arrival', 'Ankunft'),
      body: [
        { type: 'select_one', name: 'greeted', choices: 'yesno', required: true, label: text('Were you greeted?', 'Wurden Sie begrüsst?') },
        { type: 'integer', name: 'wait', required: true, label: text('Minutes until somebody came', 'Minuten, bis jemand kam') }
      ]
    },
    {
      type: 'section',
      name: 'shop',
      label: text('The shop', 'Der Laden'),
      body: [
        { type: 'image', name: 'front', label: text('Photo of the entrance', 'Foto des Eingangs') },
        { type: 'text', name: 'story', required: true, label: text('In your words', 'In Ihren Worten') }
      ]
    }
  ]
};

const rules = {
  id: 'rules',
  version: 1,
  kind: 'quiz',
  title: text('Rules of the visit', 'Regeln des Besuchs'),
  defaultLanguage: 'en',
  choices: {
    notes: [{ name: 'after', label: text('After the visit', 'Nach dem Besuch'), points: 1 }, { name: 'before', label: text('At the counter', 'An der Theke'), points: 0 }]
  },
  body: [{ type: 'select_one', name: 'when', choices: 'notes', required: true, label: text('When are notes taken?', 'Wann wird notiert?') }]
};

/** Adds the project "story" with a wave, two definitions and a place. */
export async function prepareField(lead: Person): Promise<void> {
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.put('/projects/story/waves/after', { title: text('After', 'Nachher'), kind: 'followUp', order: 1 });
  for (const definition of [visited, rules]) await lead.post('/projects/story/definitions', definition);
  await lead.put(`/projects/story/locations/${place}`, { title: 'Garden shop North', address: 'Bahnhofstrasse 7, 8001 Zürich', position: { lat: 47.3769, lon: 8.5417 } });
}

/** Adds a shopper with the password of all; gives the person's id. */
export async function recruit(lead: Person, name: string, email: string): Promise<string> {
  const { url } = await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name });
  await lead.post(`/invitations/${new URL(url).hash.slice(1)}/acceptance`, { name, email, password, language: 'en' });
  const { items } = await lead.get<{ items: { id: string; email: string }[] }>('/projects/story/people');
  const found = items.find((one) => one.email === email);
  if (!found) throw new Error(`${email} did not join`);
  return found.id;
}

/** Plans an assignment of the questionnaire; gives its id. */
export async function assign(lead: Person, more: object): Promise<string> {
  const { id } = await lead.post<{ id: string }>('/projects/story/assignments', { wave: 'after', definition: { id: 'visited', version: 1 }, location: place, ...more });
  return id;
}

export async function signIn(page: Page, server: Pick<Server, 'address'>, email: string): Promise<void> {
  await page.goto(`${server.address}/field/`);
  await page.getByLabel('E-mail address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).tap();
  await page.getByRole('heading', { level: 1, name: 'Assignments' }).waitFor();
}

/** Waits until the pages are kept on the device. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    for (let tries = 0; tries < 200 && !(await caches.match('/field.html')); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

export const question = (page: Page, name: string) => page.locator(`[data-question="${name}"]`);

export async function openSection(page: Page, section: string): Promise<void> {
  const entry = page.getByRole('listitem').getByRole('button', { name: new RegExp(`^${section}`) });
  const overview = page.getByRole('button', { name: 'Overview' });
  await entry.or(overview).first().waitFor();
  if (await overview.isVisible()) await overview.tap();
  await entry.tap();
  await page.getByRole('heading', { level: 1, name: section }).waitFor();
}

/** Answers everything that has to be answered. */
export async function fillReport(page: Page, words: string): Promise<void> {
  await openSection(page, 'Arrival');
  await question(page, 'greeted').getByRole('radio', { name: 'Yes' }).tap({ force: true });
  await question(page, 'wait').locator('input').fill('4');
  await openSection(page, 'The shop');
  await question(page, 'story').locator('input, textarea').fill(words);
  await page.getByRole('button', { name: 'Overview' }).tap();
}

export interface Summary {
  id: string;
  assignment?: string;
  state: string;
  flags?: { code: string }[];
}

export const reportsOf = async (lead: Person, assignment: string): Promise<Summary[]> =>
  (await lead.get<{ items: Summary[] }>('/projects/story/responses?wave=after')).items.filter((one) => one.assignment === assignment);

export interface Detail {
  response: {
    id: string;
    state: string;
    complete: boolean;
    answers: Record<string, unknown>;
    submittedAt: string;
    flags?: { code: string }[];
    visit?: {
      checkIn?: { at: string; distance?: number; missing?: string; position?: { accuracy?: number } };
      checkOut?: { at: string };
      notPossible?: { reason: string; note: string };
      notes?: string;
      sittings?: number;
      seconds?: number;
      clockOffset?: number;
    };
    expenses?: { what: string; amount: { amount: number; currency: string }; attachment?: string }[];
    attachments?: { id: string; question: string; present: boolean; takenAt?: string; source?: string; size: number; superseded?: boolean }[];
  };
  history: { id: string; kind: string; decision?: string; comment?: string }[];
}

export const detail = (lead: Person, response: string): Promise<Detail> => lead.get<Detail>(`/projects/story/responses/${response}`);

/** A reviewer's decision on the report as it stands. */
export async function decide(lead: Person, response: string, decision: object): Promise<void> {
  const { history } = await detail(lead, response);
  await lead.post(`/projects/story/responses/${response}/reviews`, { id: crypto.randomUUID(), base: history.at(-1)?.id, ...decision });
}

export interface Planned {
  state: string;
  person: string;
  checkedInAt?: string;
  events?: { id: string; kind: string; person: string; reason?: string }[];
}

export const assignment = (lead: Person, id: string): Promise<Planned> => lead.get<Planned>(`/projects/story/assignments/${id}`);
