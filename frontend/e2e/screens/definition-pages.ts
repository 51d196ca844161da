// The desk's pages about definitions: what they begin with, drafts in all their states, versions and differences.
import { sendEveryShape } from '../every-shape';
import type { Scene, Stage } from './page';

const story = '/desk/projects/story';

const form = (mistake: boolean) =>
  [
    '| survey |',
    '| | type | name | label::English (en) | label::Deutsch (de) | relevant | calculation | constraint |',
    `| | select_one ${mistake ? 'shops' : 'stores'} | store | Which store did you visit? | Welchen Laden haben Sie besucht? | | | |`,
    '| | begin_repeat | people | Members of staff | Mitarbeitende | | | |',
    '| | text | who | What is written on the name badge? | Was steht auf dem Namensschild? | | | |',
    '| | integer | wait | Minutes waited | Minuten gewartet | | | . < 100 |',
    '| | end_repeat | | | | | | |',
    `| | calculate | total | | | | ${mistake ? 'sum(${wiat})' : 'sum(${wait})'} | |`,
    '| | note | long | That was ${total} minutes. | Das waren ${total} Minuten. | ${total} > 10 | | |',
    `| | ${mistake ? 'selct_one' : 'rank'} stores | order | Which do you like best? | Was gefällt Ihnen am besten? | | | |`,
    '| choices |',
    '| | list_name | name | label::English (en) | label::Deutsch (de) |',
    '| | stores | zh | Zürich | Zürich |',
    '| | stores | be | Bern | Bern |',
    '| settings |',
    '| | form_title | form_id | default_language |',
    '| | Waiting in stores | waiting | English (en) |'
  ].join('\n');

const bring = (name: string, text: string) => (stage: Stage) =>
  stage.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/markdown', buffer: Buffer.from(text) });

const question = { type: 'integer', name: 'wait', label: { en: 'How many minutes did you wait?', de: 'Wie viele Minuten haben Sie gewartet?' } };
const choices = { yes_no: [{ name: 'yes', label: { en: 'Yes', de: 'Ja' }, points: 2 }, { name: 'no', label: { en: 'No', de: 'Nein' }, points: 0 }] };
const definition = (version: number, more: object[] = [], wording = 'Were you greeted?') => ({
  id: 'counter',
  version,
  kind: 'mystery',
  title: { en: 'At the counter', de: 'An der Theke' },
  defaultLanguage: 'en',
  choices: version === 1 ? choices : { yes_no: [...choices.yes_no, { name: 'hardly', label: { en: 'Hardly', de: 'Kaum' }, points: 1 }] },
  body: [
    { type: 'select_one', name: 'greeted', choices: 'yes_no', label: { en: wording, de: 'Wurden Sie begrüsst?' } },
    ...(version === 1 ? [{ type: 'text', name: 'remark', label: { en: 'Anything else?', de: 'Sonst noch etwas?' } }] : []),
    question,
    ...more
  ]
});

/** A draft of this look's own, since looks are taken side by side; gives the address of its page. */
async function draft({ world, look }: Stage, name: string, more: object[] = []): Promise<string> {
  const id = `${name}-${look}`;
  await world.lead.put(`/projects/story/definitions/${id}/draft`, { ...definition(2, more), id });
  return `${story}/definitions/${id}/draft`;
}

const text = ({ page, say }: Stage) => page.getByRole('textbox', { name: say('JSON of the definition', 'JSON des Fragebogens') });
const mistaken = { type: 'text', name: 'why', relevant: '${wiat} > 10', label: { en: 'Why so long?', de: 'Warum so lange?' } };

export const definitionScene: Scene = {
  name: 'desk-definitions',
  before: async (stage) => {
    await stage.signIn(stage.world.leadEmail);
    const { lead } = stage.world;
    await lead.post('/projects/story/definitions', definition(1));
    await lead.post('/projects/story/definitions', definition(2, [], 'Did anybody say hello?'));
  },
  rows: [
    { name: 'desk-definitions-drafts', at: async (stage) => (await draft(stage, 'listed', [mistaken]), `${story}/definitions`) },
    { name: 'desk-definition-ways', at: `${story}/definitions/new` },
    { name: 'desk-library-definition', at: `${story}/library/store-visit` },
    { name: 'desk-form-empty', at: `${story}/definitions/import` },
    {
      name: 'desk-form-mistakes',
      act: async (stage) => {
        await bring('waiting.md', form(true))(stage);
        await stage.page.getByRole('table').first().waitFor();
      }
    },
    {
      name: 'desk-form-fine',
      at: `${story}/definitions/import`,
      act: async (stage) => {
        await bring('waiting.md', form(false))(stage);
        await stage.page.locator('.phone [data-question]').first().waitFor();
      }
    },
    {
      name: 'desk-form-old-excel',
      at: `${story}/definitions/import`,
      act: async ({ page }) => {
        await page.locator('input[type=file]').setInputFiles({ name: 'old.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1' + '00'.repeat(512), 'hex') });
        await page.getByRole('alert').waitFor();
      }
    },
    { name: 'desk-draft-fine', at: (stage) => draft(stage, 'fine') },
    {
      name: 'desk-draft-values',
      act: async ({ page, say }) => {
        await page.getByText(say('Values and rules', 'Werte und Regeln')).click();
        await page.locator('details li').first().waitFor();
      }
    },
    { name: 'desk-draft-media', act: ({ page, say }) => page.getByRole('tab', { name: say('Media', 'Medien') }).click() },
    { name: 'desk-draft-mistakes', at: (stage) => draft(stage, 'wrong', [mistaken]) },
    { name: 'desk-draft-no-json', act: async (stage) => text(stage).fill((await text(stage).inputValue()).replace(/\}\s*\]/, '}')) },
    {
      name: 'desk-draft-foreign',
      at: (stage) => draft(stage, 'foreign'),
      act: async (stage) => {
        await stage.page.route('**/draft', (route) =>
          route.request().method() === 'PUT'
            ? route.fulfill({ status: 412, contentType: 'application/problem+json', body: JSON.stringify({ code: 'draft.stale', detail: 'Somebody else was faster.' }) })
            : route.continue()
        );
        await text(stage).fill((await text(stage).inputValue()).replace('At the counter', 'At the till'));
        await stage.page.getByText(stage.say('Somebody else has changed', 'Jemand anderes hat')).waitFor();
        await stage.page.unrouteAll();
      }
    },
    {
      name: 'desk-draft-publish-dialog',
      at: async ({ world }) => {
        await world.lead.put('/projects/story/definitions/counter/draft', definition(3, [{ type: 'geotrace', name: 'way', label: { en: 'The way you took', de: 'Ihr Weg' } }]));
        return `${story}/definitions/counter/draft`;
      },
      window: true,
      act: async ({ page, say }) => {
        await page.getByRole('button', { name: say('Publish …', 'Veröffentlichen …') }).click();
        await page.getByRole('dialog').getByRole('heading', { level: 3 }).first().waitFor();
      }
    },
    { name: 'desk-draft-absent', at: `${story}/definitions/nobody-knows-this/draft` },
    {
      name: 'desk-response-shapes',
      at: async ({ world }) => `${story}/responses/${await sendEveryShape(world.server, world.lead, 'after')}`,
      act: async ({ page }) => {
        await page.locator('.medium button').first().click();
        await page.locator('audio').waitFor();
      }
    },
    { name: 'desk-definition-version', at: `${story}/definitions/counter/versions/2` },
    { name: 'desk-definition-changes', at: `${story}/definitions/counter/changes?from=1&to=2` },
    { name: 'desk-definition-no-changes', at: `${story}/definitions/counter/changes?from=2&to=2` },
    { name: 'desk-definition-changes-absent', at: `${story}/definitions/nobody-knows-this/changes?from=1&to=2` }
  ]
};
