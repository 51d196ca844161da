// The shopper's pages of getting the work, the visit, questions of the reviewer, rating and pay.
import { Person } from '../api';
import { drawPhoto } from '../photo';
import type { Scene, Stage } from './page';
import { day, recruit, type World } from './world';

const button = ({ page, say }: Stage, en: string, de: string) => page.getByRole('button', { name: say(en, de) });
const link = ({ page, say }: Stage, en: string, de: string) => page.getByRole('link', { name: say(en, de) });
const there = ({ page, say }: Stage, en: string, de: string) => page.getByText(say(en, de)).first().waitFor();

const text = (en: string, de: string) => ({ en, de });
const visit = { wave: 'after', definition: { id: 'store-visit', version: 1 } };

let quizzed: Promise<unknown> | undefined;
/** The quiz is published once for all looks. */
const publishQuiz = (world: World) =>
  (quizzed ??= world.lead.post('/projects/story/definitions', {
    id: 'visit-rules',
    version: 1,
    kind: 'quiz',
    title: text('Rules of the visit', 'Regeln des Besuchs'),
    defaultLanguage: 'en',
    choices: { when: [{ name: 'after', label: text('After the visit', 'Nach dem Besuch'), points: 1 }, { name: 'inside', label: text('In the shop', 'Im Laden') }] },
    body: [{ type: 'select_one', name: 'notes', choices: 'when', required: true, label: text('When are notes taken?', 'Wann wird notiert?') }]
  }));

/** What a scene works with, by its look. */
const work = new Map<string, { open: string; returned: string; taken: string; applied: string }>();
const ids = ({ look }: Stage) => work.get(look) ?? { open: '', returned: '', taken: '', applied: '' };

async function plan(world: World, more: object): Promise<string> {
  const { id } = await world.lead.post<{ id: string }>('/projects/story/assignments', { ...visit, state: 'offered', fee: { amount: 3500, currency: 'CHF' }, ...more });
  return id;
}

async function report(shopper: Person, assignment: string, at: number): Promise<string> {
  const id = `0190000${at}-0000-7000-8000-${assignment.replaceAll('-', '').slice(-12)}`;
  const time = new Date().toISOString();
  const answers = { greeted: 'yes', wait: 12, attention: 'no', arrival_comment: 'Two employees talked to each other.' };
  await shopper.post('/projects/story/responses', { id, assignment, definition: visit.definition, answers, language: 'en', startedAt: time, submittedAt: time });
  return id;
}

async function decide(world: World, response: string, decision: object): Promise<void> {
  const { history } = await world.lead.get<{ history: { id: string }[] }>(`/projects/story/responses/${response}`);
  await world.lead.post(`/projects/story/responses/${response}/reviews`, { id: crypto.randomUUID(), base: history.at(-1)?.id, ...decision });
}

async function prepare(stage: Stage): Promise<void> {
  const { world } = stage;
  await publishQuiz(world);
  const { id: person, email } = await recruit(world, `visit-${stage.look}`, stage.language);
  const open = await plan(world, {
    person,
    location: '0001',
    lastDay: day(9),
    submitBy: day(11),
    weekdays: [1, 2, 3, 4, 5],
    from: '10:00',
    to: '18:00',
    scenario: text('Looking for a present for a friend.', 'Gesucht ist ein Geschenk für eine Freundin.'),
    proofs: [{ text: text('The queue at the counter', 'Die Schlange an der Theke'), question: 'queue_photo' }],
    expenses: { limit: { amount: 2000, currency: 'CHF' }, what: text('One plant', 'Eine Pflanze') },
    quiz: { definition: { id: 'visit-rules', version: 1 }, pass: 80, attempts: 3 }
  });
  const returned = await plan(world, { person, location: '0002', lastDay: day(3) });
  const done = await plan(world, { person, location: '0003', lastDay: day(5) });
  const shopper = await Person.signIn(world.server, email);
  await decide(world, await report(shopper, returned, 1), {
    decision: 'return',
    deadline: day(3),
    comments: [{ question: 'wait', text: stage.language === 'de' ? 'Wirklich 12 Minuten? Im Text steht «kurz».' : 'Really 12 minutes? The text says “short”.' }]
  });
  await decide(world, await report(shopper, done, 2), { decision: 'approve', grade: 9 });
  // One of every look is there to be taken.
  const taken = await plan(world, { person: '', board: 'first', location: '0004', lastDay: day(20) });
  const applied = await plan(world, { person: '', board: 'apply', location: '0002', firstDay: day(30), lastDay: day(60), minimumRating: 3 });
  await plan(world, { person: '', board: 'first', location: '0001', lastDay: day(12), minimumRating: 10 });
  work.set(stage.look, { open, returned, taken, applied });
  await stage.page.context().grantPermissions(['geolocation']);
  await stage.page.context().setGeolocation({ latitude: 47.3779, longitude: 8.5403, accuracy: 9 });
  await stage.signIn(email);
}

const choose = (stage: Stage, question: string, at: number) => stage.page.locator(`[data-question="${question}"] input[type=radio]`).nth(at).check({ force: true });
const photo = async ({ page }: Stage) => ({ name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(page) });
const overview = (stage: Stage) => button(stage, '^Overview', '^Übersicht').click();

export const fieldWorkScenes: Scene[] = [
  {
    name: 'field-visit',
    before: prepare,
    rows: [
      { name: 'field-work-list', at: '/field/' },
      { name: 'field-offer', at: (stage) => `/field/assignments/${ids(stage).open}` },
      { name: 'field-quiz-overview', act: async (stage) => (await link(stage, 'Start quiz', 'Quiz beginnen').click(), there(stage, 'Check and hand in', 'Prüfen und abgeben')) },
      {
        name: 'field-quiz-section',
        act: async (stage) => {
          await stage.page.getByRole('listitem').getByRole('button').first().click();
          await choose(stage, 'notes', 1);
        }
      },
      { name: 'field-quiz-check', act: async (stage) => (await overview(stage), button(stage, 'Check and hand in', 'Prüfen und abgeben').click()) },
      {
        name: 'field-quiz-failed',
        act: async (stage) => {
          await button(stage, 'Hand in the quiz', 'Quiz abgeben').click();
          await there(stage, 'are needed', 'nötig sind');
          await link(stage, '^Back$', '^Zurück$').last().click();
          await there(stage, 'attempts left', 'Versuche');
        }
      },
      {
        name: 'field-quiz-passed',
        act: async (stage) => {
          await link(stage, 'Try the quiz again', 'noch einmal versuchen').click();
          await stage.page.getByRole('listitem').getByRole('button').first().click();
          await choose(stage, 'notes', 0);
          await overview(stage);
          await button(stage, 'Check and hand in', 'Prüfen und abgeben').click();
          await button(stage, 'Hand in the quiz', 'Quiz abgeben').click();
          await there(stage, 'Passed with', 'Bestanden mit');
          await link(stage, '^Back$', '^Zurück$').last().click();
          await there(stage, 'Passed with', 'Bestanden mit');
        }
      },
      { name: 'field-decline-dialog', act: (stage) => button(stage, '^Decline', '^Ablehnen').click(), window: true },
      {
        name: 'field-accepted',
        act: async (stage) => {
          await stage.page.keyboard.press('Escape');
          await button(stage, '^Accept$', '^Annehmen$').click();
          await button(stage, 'Give back', 'Zurückgeben').waitFor();
        }
      },
      { name: 'field-visit-begin', at: (stage) => `/field/assignments/${ids(stage).open}/report` },
      { name: 'field-visit-checked-in', act: async (stage) => (await button(stage, 'Check in', 'Einchecken').click(), there(stage, 'from the location', 'vom Standort')) },
      { name: 'field-obstacle', act: async (stage) => (await button(stage, 'not possible', 'nicht möglich').click(), button(stage, 'Keep it', 'So festhalten').click()) },
      {
        name: 'field-obstacle-set',
        act: async (stage) => {
          await stage.page.locator('main textarea').fill(stage.language === 'de' ? 'Wegen Umbau geschlossen.' : 'Closed for rebuilding.');
          await stage.page.locator('main input[type=file]').setInputFiles(await photo(stage));
          await there(stage, '✓ Proof photo', '✓ Beweisfoto');
          await button(stage, 'Keep it', 'So festhalten').click();
          await there(stage, 'Reported as not possible', 'Als nicht möglich gemeldet');
        }
      },
      { name: 'field-obstacle-check', act: (stage) => button(stage, 'Check and send', 'Prüfen und senden').click() },
      {
        name: 'field-expenses',
        act: async (stage) => {
          await button(stage, '^Back$', '^Zurück$').click();
          await button(stage, 'not possible', 'nicht möglich').click();
          await button(stage, 'after all', 'doch möglich').click();
          await button(stage, '^Expenses', '^Auslagen').click();
          const inputs = stage.page.locator('main form input:not([type=file])');
          await inputs.nth(0).fill(stage.language === 'de' ? 'Basilikum und ein grosser Topf aus Ton' : 'Basil and a large clay pot');
          await inputs.nth(1).fill('23.40');
          await stage.page.locator('main input[type=file]').setInputFiles(await photo(stage));
          await button(stage, 'Add expense', 'Auslage hinzufügen').click();
          await there(stage, 'with receipt', 'mit Beleg');
        }
      },
      { name: 'field-visit-check', act: async (stage) => (await button(stage, '^Done', '^Fertig').click(), button(stage, 'Check and send', 'Prüfen und senden').click()) },
      { name: 'field-returned', at: (stage) => `/field/assignments/${ids(stage).returned}` },
      { name: 'field-correction', act: (stage) => link(stage, 'Correct the report', 'Bericht korrigieren').click() },
      { name: 'field-correction-section', act: (stage) => button(stage, '^Arrival', '^Empfang').click() },
      { name: 'field-correction-check', act: async (stage) => (await overview(stage), button(stage, 'Check and send', 'Prüfen und senden').click()) },
      { name: 'field-standing', at: '/field/profile', act: async (stage) => (await there(stage, 'rated 9', 'Bewertung 9'), stage.page.locator('summary').click()) },
      { name: 'field-jobs', at: '/field/jobs' },
      { name: 'field-jobs-near', act: async (stage) => (await stage.page.locator('select').first().selectOption('distance'), there(stage, 'away', 'entfernt')) },
      { name: 'field-job', at: (stage) => `/field/jobs/${ids(stage).taken}` },
      { name: 'field-job-apply', at: (stage) => `/field/jobs/${ids(stage).applied}` },
      {
        name: 'field-job-gone',
        at: (stage) => `/field/jobs/${ids(stage).taken}`,
        act: async (stage) => {
          const other = await recruit(stage.world, `faster-${stage.look}`, stage.language);
          const faster = await Person.signIn(stage.world.server, other.email);
          await faster.post(`/field/assignments/${ids(stage).taken}/acts`, { id: crypto.randomUUID(), kind: 'accept', at: new Date().toISOString() });
          await button(stage, 'Take this job', 'Diesen Auftrag nehmen').click();
          await there(stage, 'was faster', 'war schneller');
        }
      }
    ]
  }
];
