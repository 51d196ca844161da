// The customer's pages.
import type { Scene, Stage } from './page';

const go = async (stage: Stage): Promise<void> => {
  const { page, say } = stage;
  const before = await page.locator('h1').first().textContent();
  await page.getByRole('button', { name: say('^Next$', '^Weiter$') }).click();
  await page.waitForFunction((text) => document.querySelector('h1')?.textContent !== text, before);
};
const every = ({ world }: Stage) => `/a/${world.links.every}`;
const feedback = ({ world }: Stage) => `/a/${world.links.feedback}`;

/** To the last question of the short survey, and sends it. */
async function send({ page, say }: Stage): Promise<void> {
  const next = page.getByRole('button', { name: say('^Next$', '^Weiter$') });
  const last = page.getByRole('button', { name: say('^Send$', '^Senden$|^Absenden$') });
  for (;;) {
    await next.or(last).first().waitFor();
    const heading = await page.locator('h1').first().textContent();
    // What a question needs may arrive after its words.
    await page.locator('main').locator('input, select, textarea').first().waitFor({ state: 'attached' });
    const radios = page.locator('main input[type=radio]');
    if ((await radios.count()) && !(await page.locator('main input[type=radio]:checked').count())) await radios.last().check({ force: true });
    if (await last.isVisible()) break;
    if ((await page.locator('h1').first().textContent()) === heading) await next.click();
    await page.waitForFunction((text) => document.querySelector('h1')?.textContent !== text, heading);
  }
  await last.click();
}

export const answerScenes: Scene[] = [
  {
    name: 'answer-questions',
    rows: [
      { name: 'answer-nps-empty', at: every },
      {
        name: 'answer-nps-required',
        act: async ({ page, say }) => {
          await page.getByRole('button', { name: say('^Next$', '^Weiter$') }).click();
          await page.getByText(say('Please answer', 'fehlt noch eine Antwort')).waitFor();
        }
      },
      {
        name: 'answer-choice-columns',
        act: async ({ page, say }) => {
          await page.locator('main input[type=radio]').nth(8).check({ force: true });
          const next = page.getByRole('button', { name: say('^Next$', '^Weiter$') });
          await page.waitForTimeout(700);
          if (await page.locator('[data-question="recommend"]').isVisible()) await next.click();
          await page.locator('[data-question="greeted"]').waitFor();
        }
      },
      { name: 'answer-likert', act: go },
      { name: 'answer-dropdown', act: go },
      { name: 'answer-smileys', act: go },
      { name: 'answer-slider', act: go },
      { name: 'answer-several', act: go },
      { name: 'answer-fields-empty', act: go },
      {
        name: 'answer-fields-mistake',
        act: async ({ page, say }) => {
          await page.locator('[data-question="age"] input').fill('7');
          await page.getByRole('button', { name: say('Use my position', 'Position verwenden') }).click();
          await page.getByRole('button', { name: say('^Next$', '^Weiter$') }).click();
          await page.getByText(say('From 14 to 120', 'Von 14 bis 120')).waitFor();
        }
      },
      {
        name: 'answer-text',
        act: async (stage) => {
          await stage.page.locator('[data-question="age"] input').fill('40');
          await go(stage);
        }
      },
      {
        name: 'answer-elsewhere',
        act: async ({ page, say }) => {
          const second = await page.context().newPage();
          await second.goto(page.url());
          await second.getByRole('button', { name: say('Continue here', 'Hier fortsetzen|Hier weiter') }).click();
          await page.getByRole('button', { name: say('Continue here', 'Hier fortsetzen|Hier weiter') }).waitFor();
          await second.close();
        }
      },
      { name: 'answer-resumed', at: every }
    ]
  },
  {
    name: 'answer-endings',
    rows: [
      { name: 'answer-rating-empty', at: feedback },
      { name: 'answer-thanks-arrived', act: send },
      {
        name: 'answer-thanks-offline',
        at: feedback,
        act: async (stage) => {
          const again = stage.page.getByRole('button', { name: stage.say('Fill in again', 'Noch einmal|Erneut') });
          if (await again.isVisible()) await again.click();
          await stage.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
          await stage.offline(true);
          await send(stage);
          await stage.page.getByText(stage.say('stored on this device', 'auf diesem Gerät gespeichert')).waitFor();
        }
      },
      {
        name: 'answer-unreachable',
        act: async (stage) => {
          await stage.page.goto(`${stage.world.server.address}/a/never-opened-here`);
          await stage.page.locator('h1').waitFor();
        }
      },
      { name: 'answer-closed', at: ({ world }) => `/a/${world.links.closed}`, act: (stage) => online(stage, `/a/${stage.world.links.closed}`) },
      { name: 'answer-unknown', at: '/a/nobody-knows-this' }
    ]
  }
];

/** Back to the network, and the address anew. */
async function online(stage: Stage, address: string): Promise<void> {
  await stage.offline(false);
  await stage.page.goto(stage.world.server.address + address);
}
