// Reports on the desk: the queue, evidence, decisions, corrections, pay and settings.
import { randomUUID } from 'node:crypto';
import { join, report, shelves, usual } from '../reports';
import type { Scene, Stage } from './page';

const story = '/desk/projects/story';

interface Detail {
  response: { definition: object; answers: Record<string, unknown>; attachments: { id: string; question: string; name: string; type: string; size: number }[] };
  history: { id: string }[];
}

/** The reports that each look made for itself. */
const made = new Map<string, { far: string; approved: string }>();
const of = ({ look }: Stage) => made.get(look) ?? { far: '', approved: '' };

/** Reports in all the states that pictures show, by shoppers of this look. */
async function prepare({ world, look }: Stage): Promise<void> {
  const { lead, server } = world;
  const mia = await join(server, lead, 'shopper', 'Mia Keller', `review-mia-${look}@example.org`);
  const noah = await join(server, lead, 'shopper', 'Maximilian Wolkenstein-Rodenegg', `review-noah-${look}@example.org`);
  const near = { lat: 47.377, lon: 8.5418 };
  const photos = { flaw_photo: shelves(look.length), receipt_photo: shelves(2 * look.length) };
  const approved = await report(lead, { shopper: mia, location: '0001', at: near, photos, answers: { ...usual, receipt: 'yes', flaws: ['shelves'], story: `${look}: ${usual.story}` } });
  await report(lead, { shopper: mia, location: '0002', answers: { ...usual, story: `${look}: the flowers by the entrance were fresh and well arranged, and it smelled of rain.` } });
  const far = await report(lead, { shopper: noah, location: '0001', at: { lat: 47.4, lon: 8.6 }, photos, answers: { ...usual, flaws: ['shelves'], story: `${look}: the shelves at the back were empty, and nobody could say for how long.` } });
  await decide(lead, approved, { decision: 'approve', grade: 8 });
  await decide(lead, far, { decision: 'return', comments: [{ question: 'wait', text: 'Was that before you asked?' }, { question: '', text: 'Where was this?' }] });
  const { response, history } = await lead.get<Detail>(`/projects/story/responses/${far}`);
  await noah.person.post(`/projects/story/responses/${far}/revisions`, {
    id: randomUUID(),
    base: history.at(-1)?.id,
    definition: response.definition,
    answers: { ...response.answers, wait: 6, greeted: 'no', arrival_comment: 'Nobody looked up when I came in, not even at the till.' },
    language: 'en',
    submittedAt: new Date().toISOString(),
    attachments: response.attachments.map(({ id, question, name, type, size }) => ({ id, question, name, type, size })),
    comment: 'Sorry, I mixed that up.'
  });
  made.set(look, { far, approved });
}

async function decide(lead: Stage['world']['lead'], id: string, order: object): Promise<void> {
  const { history } = await lead.get<Detail>(`/projects/story/responses/${id}`);
  await lead.post(`/projects/story/responses/${id}/reviews`, { id: randomUUID(), base: history.at(-1)?.id, ...order });
}

const press = (en: string, de: string) => (stage: Stage) => stage.page.getByRole('button', { name: stage.say(en, de) }).first().click();
const theReport = (stage: Stage) => `${story}/responses/${of(stage).far}`;

export const reviewScene: Scene = {
  name: 'desk-review',
  before: async (stage) => {
    await prepare(stage);
    await stage.signIn(stage.world.leadEmail);
  },
  rows: [
    { name: 'desk-review-queue', at: `${story}/review` },
    { name: 'desk-review-nothing-fits', at: `${story}/review?search=nobody-is-called-so` },
    { name: 'desk-review-beside', at: (stage) => `${story}/review?response=${of(stage).far}` },
    { name: 'desk-report', at: theReport },
    { name: 'desk-report-approve', at: theReport, window: true, act: press('^Approve', '^Freigeben') },
    { name: 'desk-report-return-empty', at: theReport, window: true, act: async (stage) => {
      await press('^Return$', '^Zurückgeben$')(stage);
      await press('Return to the shopper', 'An den Testkunden')(stage);
    } },
    { name: 'desk-report-comment', at: theReport, act: press('^Ask about', 'nachfragen$') },
    { name: 'desk-report-reject', at: theReport, window: true, act: async (stage) => {
      await press('^Reject', '^Ablehnen')(stage);
      await stage.page.getByText(stage.say('ready sentence', 'fertigen Satz')).click();
    } },
    { name: 'desk-report-correct', at: theReport, act: press('^Correct$', '^Korrigieren$') },
    { name: 'desk-report-photos', at: theReport, window: true, act: async (stage) => {
      await press('^Compare', '^Vergleichen')(stage);
      await stage.page.getByRole('dialog').getByRole('img').nth(1).waitFor();
    } },
    { name: 'desk-report-decided', at: (stage) => `${story}/responses/${of(stage).approved}` },
    { name: 'desk-review-keys', at: `${story}/review`, window: true, act: async (stage) => {
      if (!stage.phone) await press('^Keys', '^Tasten')(stage);
    } },
    { name: 'desk-review-unsent', at: `${story}/review`, window: true, act: press('shopper’s file', 'eines Testkunden') },
    { name: 'desk-pay', at: `${story}/pay` },
    { name: 'desk-pay-nothing-fits', at: `${story}/pay?from=2020-01-01&to=2020-01-31` },
    { name: 'desk-settings', at: `${story}/settings` },
    { name: 'desk-settings-mistakes', act: async (stage) => {
      await stage.page.getByLabel(stage.say('^Title', '^Titel')).fill('');
      await stage.page.getByLabel(stage.say('^Radius', '^Umkreis')).fill('-1');
      await stage.page.getByRole('checkbox', { name: stage.say('^Submitted', '^Abgesendet') }).uncheck();
      await press('^Save', '^Speichern')(stage);
    } }
  ]
};
