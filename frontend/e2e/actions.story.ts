// A lead enters what is done at touchpoints: an action with owner and days, changed and dropped
// again; filters live in the address. A touchpoint says what is wanted of it, and keeps it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { password, Person } from './api';
import { accessible, Browser, desk, phone } from './browser';
import { noOverflow, signIn } from './desk';
import { prepare } from './programme';
import { Server } from './server';

const email = 'lead@example.org';
const actions = '/desk/projects/story/actions';
interface Kept {
  items: { id: string; title: { en?: string }; touchpoints: string[]; state: string; ownerName?: string; firstDay?: string }[];
}

let server: Server;
let lead: Person;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepare(lead, 'customer-feedback');
  await lead.post('/projects/story/definitions', (await lead.get('/library/employee-view')) as object);
  await lead.put('/projects/story/touchpoints/checkout', { title: { en: 'Checkout', de: 'Kasse' }, order: 1 });
  await lead.put('/projects/story/touchpoints/advice', { title: { en: 'Advice', de: 'Beratung' }, order: 2 });
});
afterAll(() => server.end());

const kept = async () => (await lead.get<Kept>('/projects/story/actions')).items;

it('enters an action, changes it and removes it after a question', async () => {
  const invited = await lead.post<{ token: string }>('/projects/story/invitations', { role: 'reviewer' });
  await lead.post(`/invitations/${invited.token}/acceptance`, { name: 'Rita', email: 'rita@example.org', password, language: 'en' });
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, actions, email);
  await page.getByRole('heading', { name: 'No action yet' }).waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'New action' }).click();
  const form = page.getByRole('dialog', { name: 'New action' });
  await form.getByLabel('Title (English)').or(form.getByLabel(/^Title/)).first().fill('Second checkout at noon');
  expect(await form.getByLabel('Name in addresses').inputValue()).toBe('second-checkout-at-noon');
  await form.getByRole('checkbox', { name: 'Checkout' }).check();
  await form.getByLabel('State').selectOption('running');
  await form.getByLabel('With', { exact: true }).selectOption({ label: 'Rita' });
  await form.getByLabel('First day').fill('2026-11-02');
  await form.getByLabel('Last day').fill('2026-11-01');
  await form.getByText('The last day lies before the first.').waitFor();
  await form.getByLabel('Last day').fill('2026-12-31');
  await form.getByLabel('Note').fill('From eleven to two.');
  await accessible(page);
  await form.getByRole('button', { name: 'Create' }).click();
  await page.getByText('Action “Second checkout at noon” is saved.').waitFor();
  expect(await kept()).toMatchObject([{ id: 'second-checkout-at-noon', touchpoints: ['checkout'], state: 'running', ownerName: 'Rita', firstDay: '2026-11-02' }]);
  const row = page.getByRole('row', { name: /Second checkout/ });
  await row.getByText('Rita').waitFor();
  await row.getByRole('link', { name: 'Checkout' }).waitFor();
  await accessible(page);

  await page.getByRole('button', { name: 'Edit Second checkout at noon' }).click();
  const edit = page.getByRole('dialog');
  await edit.getByLabel('State').selectOption('done');
  await edit.getByRole('checkbox', { name: 'Advice' }).check();
  await edit.getByRole('button', { name: 'Save' }).click();
  await row.getByText('Done').waitFor();
  expect((await kept())[0]).toMatchObject({ state: 'done', touchpoints: ['checkout', 'advice'] });

  await page.getByRole('button', { name: 'Remove: Second checkout at noon' }).click();
  const question = page.getByRole('dialog', { name: 'Remove “Second checkout at noon”?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  expect(await kept()).toHaveLength(1);
  await page.getByRole('button', { name: 'Remove: Second checkout at noon' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByRole('heading', { name: 'No action yet' }).waitFor();
  expect(await kept()).toHaveLength(0);
  await browser.end();
});

it('a touchpoint says what is wanted of it', async () => {
  const browser = new Browser(desk, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, '/desk/projects/story/touchpoints', email);
  await page.getByRole('button', { name: 'Edit Checkout' }).click();
  const form = page.getByRole('dialog', { name: 'Edit Checkout' });
  await form.getByLabel('Looked after by').selectOption({ label: 'Rita' });
  await form.getByLabel('Goal of its level').fill('101');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Enter a number from 0 to 100.').waitFor();
  await form.getByLabel('Goal of its level').fill('82,5');
  await form.getByLabel('Change that matters').fill('3');
  await form.getByLabel('Importance').fill('8');
  await form.getByRole('group', { name: 'Weights of the definitions' }).getByRole('textbox').first().fill('0');
  await accessible(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Touchpoint “Checkout” is saved.').waitFor();
  const { items } = await lead.get<{ items: { name: string; goalLevel?: number; weights?: Record<string, number>; owner?: string; importance?: number }[] }>('/projects/story/touchpoints');
  const checkout = items.find(({ name }) => name === 'checkout');
  expect(checkout).toMatchObject({ goalLevel: 82.5, importance: 8 });
  expect(Object.values(checkout?.weights ?? {})).toEqual([0]);
  // What is there stays when something else is changed.
  await page.getByRole('button', { name: 'Edit Checkout' }).click();
  await form.getByLabel('Place in the order').fill('5');
  await form.getByRole('button', { name: 'Save' }).click();
  await form.waitFor({ state: 'detached' });
  const again = (await lead.get<typeof items extends unknown ? { items: typeof items } : never>('/projects/story/touchpoints')).items.find(({ name }) => name === 'checkout');
  expect(again).toEqual({ ...checkout, order: 5 });
  await browser.end();
});

it('is read on a phone in German, by chips that live in the address', async () => {
  for (const [id, state, touchpoint] of [['schulung', 'done', 'advice'], ['kasse', 'running', 'checkout'], ['karte', 'dropped', 'checkout']] as const) {
    await lead.put(`/projects/story/actions/${id}`, { title: { de: `Massnahme ${id}`, en: `Action ${id}` }, touchpoints: [touchpoint], state });
  }
  const browser = new Browser(phone, { origin: server.address, locale: 'de-CH', colorScheme: 'dark' });
  const page = await browser.open();
  await signIn(page, server, `${actions}?state=running`, email, 'de');
  await page.getByRole('heading', { name: 'Massnahmen', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Massnahme kasse bearbeiten' }).waitFor();
  expect(await page.getByRole('button', { name: /karte bearbeiten/ }).count()).toBe(0);
  await page.getByRole('button', { name: /^Läuft/ }).tap();
  await page.getByText('3 Massnahmen', { exact: true }).waitFor();
  expect(page.url()).not.toContain('state=');
  await page.getByRole('button', { name: 'Kasse', exact: true }).tap();
  await page.getByText('2 Massnahmen', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Erledigt/ }).tap();
  await page.getByRole('heading', { name: 'Keine Massnahme passt' }).waitFor();
  await accessible(page);
  await noOverflow(page);
  await browser.end();
});
