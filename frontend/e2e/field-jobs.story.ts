// The job board: two shoppers reach for the same job at the same moment, one has it and the other
// is told; a quiz comes before accepting; an application is the lead's to decide.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Person } from './api';
import { accessible, Browser, phone } from './browser';
import { assign, assignment, kept, prepareField, question, recruit, reportsOf, signIn } from './field-programme';
import { eventually } from './programme';
import { Server } from './server';

let server: Server;
let lead: Person;
let anna: string;
let berta: string;

beforeAll(async () => {
  server = await Server.start();
  lead = await Person.first(server, { demo: false });
  await prepareField(lead);
  await lead.put('/projects/story/locations/0008', { title: 'Garden shop South', position: { lat: 46.2044, lon: 6.1432 } });
  anna = await recruit(lead, 'Anna', 'anna@example.org');
  berta = await recruit(lead, 'Berta', 'berta@example.org');
});
afterAll(() => server.end());

it('gives a job to one of two who take it at the same moment, and tells the other', async () => {
  const job = await assign(lead, { person: '', board: 'first', state: 'offered', fee: { amount: 2000, currency: 'CHF' } });
  const far = await assign(lead, { person: '', board: 'first', state: 'offered', location: '0008' });
  const browsers = [new Browser(phone, { origin: server.address }), new Browser(phone, { origin: server.address })];
  const pages = await Promise.all(browsers.map((browser) => browser.open()));
  for (const [index, page] of pages.entries()) {
    await signIn(page, server, ['anna@example.org', 'berta@example.org'][index] ?? '');
    await page.getByRole('link', { name: /Find more work/ }).tap();
    await page.getByRole('link', { name: /Garden shop North/ }).waitFor();
    await accessible(page);
  }
  const [first] = pages;
  if (!first) throw new Error('no page');
  await first.getByLabel('Order').selectOption('distance');
  await first.getByText('510 m away').or(first.getByText(/^\d+ k?m away/)).first().waitFor();
  expect(await first.locator('li strong').allTextContents()).toEqual(['Garden shop North', 'Garden shop South']);
  await first.getByText('224 km away').waitFor();
  await first.getByLabel('Show').selectOption('near25');
  expect(await first.locator('li strong').allTextContents()).toEqual(['Garden shop North']);
  await accessible(first);

  for (const page of pages) {
    await page.getByRole('link', { name: /Garden shop North/ }).tap();
    await page.getByText('Whoever takes it first has it.').waitFor();
  }
  await accessible(first);
  await Promise.all(pages.map((page) => page.getByRole('button', { name: 'Take this job' }).tap()));
  const fates = await Promise.all(
    pages.map(async (page) => {
      const gone = page.getByRole('heading', { name: 'Somebody else was faster' });
      const mine = page.getByRole('link', { name: 'Start report' });
      await gone.or(mine).first().waitFor();
      return (await gone.isVisible()) ? 'gone' : 'mine';
    })
  );
  expect([...fates].sort()).toEqual(['gone', 'mine']);
  const winner = [anna, berta][fates.indexOf('mine')];
  const planned = await assignment(lead, job);
  expect(planned).toMatchObject({ person: winner, state: 'accepted' });
  expect(planned.events?.filter(({ kind }) => kind === 'taken')).toHaveLength(1);
  expect(await assignment(lead, far)).toMatchObject({ person: '' });
  await accessible(pages[fates.indexOf('gone')] ?? first);

  // Without network the board can be looked at; taking says what it takes.
  const loser = fates.indexOf('gone');
  const page = pages[loser] ?? first;
  await page.getByRole('link', { name: 'Back to the board' }).tap();
  await page.getByLabel('Show').selectOption('all');
  await page.getByRole('link', { name: /Garden shop South/ }).waitFor();
  await kept(page);
  await browsers[loser]?.offline(true);
  await page.reload();
  await page.getByRole('link', { name: /Garden shop South/ }).tap();
  await page.getByRole('button', { name: 'Take this job' }).tap();
  await page.getByText('Taking a job needs network, as others may be faster.').first().waitFor();
  // What was tried has failed before there is network again.
  await page.locator('button[aria-busy="true"]').waitFor({ state: 'detached' });
  expect(await assignment(lead, far)).toMatchObject({ person: '' });
  await browsers[loser]?.offline(false);
  await page.getByRole('button', { name: 'Take this job' }).tap();
  await page.getByRole('link', { name: 'Start report' }).waitFor();
  expect(await assignment(lead, far)).toMatchObject({ person: [anna, berta][loser], state: 'accepted' });
  for (const browser of browsers) await browser.end();
});

it('asks for the quiz before accepting, judges answers given without network on arrival, and keeps a refusal with its reason', async () => {
  const given = await assign(lead, { person: anna, state: 'offered', location: '0008', quiz: { definition: { id: 'rules', version: 1 }, pass: 100, attempts: 3 } });
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, 'anna@example.org');
  await page.locator(`a[href$="${given}"]`).tap();
  await page.getByText('3 attempts left').waitFor();
  expect(await page.getByRole('button', { name: 'Accept' }).isDisabled()).toBe(true);
  await accessible(page);
  await kept(page);
  await browser.offline(true);
  await page.getByRole('link', { name: 'Start quiz' }).tap();
  const answer = async (words: string) => {
    await page.getByRole('listitem').getByRole('button').first().tap();
    await question(page, 'when').getByRole('radio', { name: words }).tap({ force: true });
    await page.getByRole('button', { name: 'Overview' }).tap();
    await page.getByRole('button', { name: 'Check and hand in' }).tap();
    await accessible(page);
    await page.getByRole('button', { name: 'Hand in the quiz' }).tap();
    await page.getByRole('heading', { level: 1, name: 'Briefing quiz' }).waitFor();
    await page.getByRole('link', { name: 'Back', exact: true }).last().tap();
  };
  await answer('At the counter');
  await page.getByText('The quiz is handed in.').waitFor();
  await browser.offline(false);
  await page.getByText('0 % right, 100 % are needed.').waitFor();
  await page.getByText('2 attempts left').waitFor();
  await accessible(page);
  await page.getByRole('link', { name: 'Try the quiz again' }).tap();
  await answer('After the visit');
  await page.getByText('Passed with 100 %').waitFor();
  await page.getByRole('button', { name: 'Accept' }).tap();
  await eventually(() => assignment(lead, given), ({ state }) => state === 'accepted');
  expect(await assignment(lead, given)).toMatchObject({ state: 'accepted', person: anna });

  // Given back without network, with the reason; the lead has cancelled it meanwhile.
  await page.getByRole('button', { name: 'Give back' }).tap();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Give back' }).tap();
  await dialog.getByText('Please say in a few words why.').waitFor();
  await dialog.getByLabel('Why?').fill('I am ill');
  await accessible(page);
  await dialog.getByRole('button', { name: 'Give back' }).tap();
  const back = await eventually(() => assignment(lead, given), ({ person }) => person === '');
  expect(back).toMatchObject({ person: '', state: 'planned' });
  expect(back.events?.filter(({ kind, reason }) => kind === 'declined' && reason === 'I am ill')).toHaveLength(1);
  expect(await reportsOf(lead, given)).toEqual([]);
  await browser.end();
});

it('takes an application to the lead, who gives the job', async () => {
  const job = await assign(lead, { person: '', board: 'apply', state: 'offered', location: '0008', firstDay: '2030-01-01' });
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, 'berta@example.org');
  await page.goto(`${server.address}/field/jobs/${job}`);
  await page.getByLabel('Message to the project lead').fill('I live next door');
  await page.getByRole('button', { name: 'Apply' }).tap();
  await page.getByText('Applied; the project lead decides.').waitFor();
  await accessible(page);
  const planned = await lead.get<{ applications?: { person: string; note?: string }[] }>(`/projects/story/assignments/${job}`);
  expect(planned.applications).toMatchObject([{ person: berta, note: 'I live next door' }]);
  await page.getByRole('button', { name: 'Withdraw the application' }).tap();
  await page.getByRole('button', { name: 'Apply' }).waitFor();
  await page.getByRole('button', { name: 'Apply' }).tap();
  await page.getByText('Applied; the project lead decides.').waitFor();
  await lead.post(`/projects/story/assignments/${job}/gift`, { id: crypto.randomUUID(), person: berta });
  await page.goto(`${server.address}/field/`);
  await page.locator(`a[href$="${job}"]`).waitFor();
  await browser.end();
});

it('lets a shopper pass the quiz of a job on the board before taking it', async () => {
  const job = await assign(lead, { person: '', board: 'first', state: 'offered', location: '0008', firstDay: '2031-01-01', quiz: { definition: { id: 'rules', version: 1 }, pass: 100, attempts: 0 } });
  const browser = new Browser(phone, { origin: server.address });
  const page = await browser.open();
  await signIn(page, server, 'berta@example.org');
  await page.goto(`${server.address}/field/jobs/${job}`);
  await page.getByText('The quiz on the briefing comes before accepting').waitFor();
  expect(await page.getByRole('button', { name: 'Take this job' }).count()).toBe(0);
  await accessible(page);
  await page.getByRole('link', { name: 'Start quiz' }).tap();
  await page.getByRole('listitem').getByRole('button').first().tap();
  await question(page, 'when').getByRole('radio', { name: 'After the visit' }).tap({ force: true });
  await page.getByRole('button', { name: 'Next: final look' }).tap();
  await page.getByRole('button', { name: 'Hand in the quiz' }).tap();
  await page.getByText('Passed with 100 %').waitFor();
  await page.getByRole('link', { name: 'Back', exact: true }).last().tap();
  await page.getByRole('button', { name: 'Take this job' }).tap();
  await page.getByRole('link', { name: 'Start report' }).waitFor();
  expect(await assignment(lead, job)).toMatchObject({ person: berta, state: 'accepted' });
  await browser.end();
});
