// The shopper's pages.
import { password } from '../api';
import { drawPhoto } from '../photo';
import type { Scene, Stage } from './page';
import { employ, recruit } from './world';

const emails = new Map<string, string>();
const assignments = new Map<string, string>();
const mail = ({ look }: Stage) => emails.get(look) ?? '';
const assignment = (stage: Stage) => `/field/assignments/${assignments.get(stage.look)}`;

const button = ({ page, say }: Stage, en: string, de: string) => page.getByRole('button', { name: say(en, de) });
const link = ({ page, say }: Stage, en: string, de: string) => page.getByRole('link', { name: say(en, de) });
const pressDialog = ({ page, say }: Stage, en: string, de: string) => page.getByRole('dialog').getByRole('button', { name: say(en, de) }).click();
const radio = (stage: Stage, question: string, at: number) =>
  stage.page.locator(`[data-question="${question}"] input[type=radio]`).nth(at).check({ force: true });
const section = (stage: Stage, en: string, de: string) => button(stage, `^${en}`, `^${de}`).click();
const overview = (stage: Stage) => button(stage, '^Overview', '^Übersicht').click();

async function fillArrival(stage: Stage): Promise<void> {
  const { page } = stage;
  await radio(stage, 'greeted', 0);
  await page.locator('[data-question="wait"] input').fill('12');
  const photo = { name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(page) };
  await page.locator('[data-question="queue_photo"] input[type=file]').setInputFiles(photo);
  await page.locator('[data-question="queue_photo"] img').waitFor();
}

export const fieldScenes: Scene[] = [
  {
    name: 'field-entrance',
    rows: [
      { name: 'field-sign-in-empty', at: '/field/' },
      {
        name: 'field-sign-in-wrong',
        act: async (stage) => {
          await stage.page.locator('input[type=email]').fill(`nobody-${stage.look}@example.org`);
          await stage.page.locator('input[type=password]').fill('not the password');
          await button(stage, 'Sign in', 'Anmelden').click();
          await stage.page.getByRole('alert').or(stage.page.getByText(stage.say('do not match', 'passen nicht'))).first().waitFor();
        }
      },
      { name: 'field-join-open', at: ({ world }) => world.invitations.open },
      { name: 'field-join-used', at: ({ world }) => world.invitations.used },
      { name: 'field-join-unknown', at: '/field/join#nobody-knows-this' }
    ]
  },
  {
    name: 'field-first-day',
    before: async (stage) => {
      const { email } = await recruit(stage.world, `first-${stage.look}`, stage.language);
      await stage.signIn(email);
    },
    rows: [
      { name: 'field-list-loading', at: '/field/', waiting: true, act: ({ page }) => page.locator('h1, .skeleton').first().waitFor() },
      { name: 'field-list-empty', at: '/field/' },
      { name: 'field-drafts-empty', at: '/field/drafts' },
      { name: 'field-sent-empty', at: '/field/sent' },
      { name: 'field-assignment-absent', at: '/field/assignments/nobody-knows-this' }
    ]
  },
  {
    name: 'field-work',
    before: async (stage) => {
      const shopper = await recruit(stage.world, `work-${stage.look}`, stage.language);
      emails.set(stage.look, shopper.email);
      assignments.set(stage.look, await employ(stage.world, shopper));
      await stage.signIn(shopper.email);
    },
    rows: [
      { name: 'field-list-full', at: '/field/' },
      { name: 'field-assignment-open', at: assignment },
      { name: 'field-report-overview-empty', at: (stage) => `${assignment(stage)}/report` },
      { name: 'field-report-section-empty', act: (stage) => section(stage, 'Arrival', 'Empfang') },
      { name: 'field-report-section-filled', act: fillArrival },
      {
        name: 'field-report-photo-unreadable',
        act: async ({ page, say }) => {
          await page.locator('[data-question="queue_photo"] input[type=file]').setInputFiles({ name: 'note.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') });
          await page.getByText(say('not a picture', 'kein Bild')).waitFor();
        }
      },
      { name: 'field-report-section-long', act: async (stage) => (await overview(stage), section(stage, 'Advice', 'Beratung')) },
      {
        name: 'field-report-section-mistakes',
        act: async (stage) => {
          await radio(stage, 'advised', 0);
          await overview(stage);
          await section(stage, 'Advice', 'Beratung');
        }
      },
      { name: 'field-report-section-visit', act: async (stage) => (await overview(stage), section(stage, 'Your visit', 'Ihr Besuch')) },
      { name: 'field-report-section-summary', act: async (stage) => (await overview(stage), section(stage, 'Summary', 'Gesamteindruck')) },
      { name: 'field-report-overview-begun', act: overview },
      { name: 'field-report-check-missing', act: (stage) => button(stage, 'Check and send', 'Prüfen und senden').click() },
      { name: 'field-report-send-dialog', act: (stage) => button(stage, 'Send anyway', 'Trotzdem senden').click(), window: true },
      {
        name: 'field-report-elsewhere',
        act: async (stage) => {
          await stage.page.keyboard.press('Escape');
          const second = await stage.page.context().newPage();
          await second.goto(stage.page.url());
          await second.getByRole('button', { name: stage.say('Continue here', 'Hier fortsetzen') }).click();
          await second.locator('h1').waitFor();
          await stage.page.getByRole('button', { name: stage.say('Continue here', 'Hier fortsetzen') }).waitFor();
          await second.close();
          await stage.page.bringToFront();
        }
      },
      { name: 'field-drafts-full', at: '/field/drafts' },
      { name: 'field-draft-deleted', act: (stage) => button(stage, 'Delete draft', 'Entwurf löschen').click(), window: true },
      { name: 'field-draft-undone', act: (stage) => button(stage, 'Undo', 'Rückgängig').click(), window: true },
      { name: 'field-assignment-begun', at: assignment },
      { name: 'field-profile-full', at: '/field/profile' },
      { name: 'field-sign-out-dialog', act: (stage) => button(stage, 'Sign out', 'Abmelden').click(), window: true },
      {
        name: 'field-list-offline',
        at: '/field/',
        act: async (stage) => {
          await stage.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
          await stage.offline(true);
          await stage.page.reload();
          await stage.page.getByText(stage.say('No network', 'Kein Netz')).waitFor();
        }
      },
      {
        name: 'field-report-sent-offline',
        act: async (stage) => {
          await stage.page.locator(`a[href$="${assignments.get(stage.look)}"]`).click();
          await link(stage, 'Continue report', 'Bericht fortsetzen').click();
          await button(stage, 'Check and send', 'Prüfen und senden').click();
          await button(stage, 'Send anyway', 'Trotzdem senden').click();
          await pressDialog(stage, 'Send anyway', 'Trotzdem senden');
          await stage.page.getByRole('heading', { name: stage.say('on its way', 'unterwegs') }).waitFor();
        }
      },
      { name: 'field-sent-waiting', act: (stage) => link(stage, '^Sent', '^Gesendet').first().click() },
      { name: 'field-list-waiting', act: (stage) => link(stage, '^Assignments', '^Aufträge').first().click() },
      {
        name: 'field-list-sign-in-ended',
        act: async (stage) => {
          await stage.page.context().clearCookies();
          await stage.offline(false);
          await stage.page.reload();
          await button(stage, 'Sign in to send', 'Zum Senden anmelden').waitFor();
        }
      },
      { name: 'field-sign-in-again-dialog', act: (stage) => button(stage, 'Sign in to send', 'Zum Senden anmelden').click(), window: true },
      {
        name: 'field-sent-arrived',
        act: async (stage) => {
          await stage.page.getByRole('dialog').locator('input[type=email]').fill(mail(stage));
          await stage.page.getByRole('dialog').locator('input[type=password]').fill(password);
          await pressDialog(stage, 'Sign in', 'Anmelden');
          await stage.page.getByText(stage.say('1 not sent yet', '1 ungesendet')).first().waitFor({ state: 'detached' });
          await link(stage, '^Sent', '^Gesendet').first().click();
        }
      },
      { name: 'field-assignment-sent', at: assignment },
      { name: 'field-list-after', at: '/field/' }
    ]
  }
];
