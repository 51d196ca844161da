// The desk's pages. A new page is one row with its address; states that need a click say how.
import { definitionScene } from './definition-pages';
import { planningScene } from './planning-pages';
import type { Row, Scene, Stage } from './page';
import { reviewScene } from './review-pages';

const demo = '/desk/projects/demo';
const empty = '/desk/projects/empty';
const airport = '/desk/projects/sfo';

const press = (en: string, de: string) => (stage: Stage) => stage.page.getByRole('button', { name: stage.say(en, de) }).first().click();

/** Pages of a project, by the end of their address. */
const pages: Record<string, string> = {
  overview: '',
  touchpoints: '/touchpoints',
  waves: '/waves',
  locations: '/locations',
  'location-import': '/locations/import',
  accounts: '/accounts',
  assignments: '/assignments',
  planning: '/assignments/plan',
  definitions: '/definitions',
  'definition-new': '/definitions/new',
  imports: '/imports',
  'import-new': '/imports/new',
  touchpoint: '/touchpoints/checkout',
  comparison: '/comparison',
  priorities: '/priorities',
  league: '/league',
  gaps: '/gaps',
  benchmark: '/benchmark',
  pilot: '/pilot',
  power: '/power',
  responses: '/responses',
  links: '/links',
  notices: '/notices',
  people: '/people',
  pay: '/pay',
  review: '/review',
  settings: '/settings'
};
const all = (project: string, state: string): Row[] =>
  Object.entries(pages).map(([name, address]) => ({ name: `desk-${name}-${state}`, at: project + address }));

/** A page whose data never comes, and one whose data cannot be had. */
function troubled(name: string, address: string, api: string): Row[] {
  const answer = (status?: number) => async ({ page, world }: Stage) => {
    await page.unrouteAll();
    await page.route(`**/api/v1/projects/**/${api}*`, (route) => (status ? route.fulfill({ status, contentType: 'application/problem+json', body: '{}' }) : undefined));
    await page.goto(world.server.address + address);
  };
  return [
    {
      name: `desk-${name}-loading`,
      waiting: true,
      at: 'about:blank',
      act: async (stage) => {
        await answer()(stage);
        await stage.page.locator('.skeleton').first().waitFor();
      }
    },
    {
      name: `desk-${name}-error`,
      waiting: true,
      at: 'about:blank',
      act: async (stage) => {
        await answer(500)(stage);
        await stage.page.getByRole('button', { name: stage.say('Try again', 'Noch einmal') }).waitFor();
        await stage.page.unrouteAll();
      }
    }
  ];
}

export const deskScenes: Scene[] = [
  {
    name: 'desk-entrance',
    rows: [
      { name: 'desk-not-set-up', at: ({ world }) => `${world.bare.address}/desk/` },
      { name: 'desk-setup-empty', at: ({ world }) => `${world.bare.address}/desk/setup#${world.bare.setupToken}` },
      { name: 'desk-setup-short', act: ({ page }) => page.locator('input[type=password]').fill('short') },
      { name: 'desk-sign-in-empty', at: '/desk/' },
      {
        name: 'desk-sign-in-wrong',
        act: async (stage) => {
          await stage.page.locator('input[type=email]').fill(`nobody-${stage.look}@example.org`);
          await stage.page.locator('input[type=password]').fill('not the password');
          await press('Sign in', 'Anmelden')(stage);
          await stage.page.getByText(stage.say('do not match', 'passen nicht')).waitFor();
        }
      },
      { name: 'desk-join-unknown', at: '/desk/join#nobody-knows-this' }
    ]
  },
  ...[demo, empty].map((project) => ({
    name: project === demo ? 'desk-full' : 'desk-empty',
    before: (stage: Stage) => stage.signIn(stage.world.leadEmail),
    rows: all(project, project === demo ? 'full' : 'empty')
  })),
  {
    name: 'desk-work',
    before: (stage) => stage.signIn(stage.world.leadEmail),
    rows: [
      { name: 'desk-projects-full', at: '/desk/' },
      { name: 'desk-new-project-dialog', act: press('New project', 'Neues Projekt'), window: true },
      { name: 'desk-project-absent', at: '/desk/projects/nobody-knows-this' },
      { name: 'desk-comparison-table', at: `${demo}/comparison?view=table` },
      { name: 'desk-comparison-undecided', at: `${demo}/comparison?verdict=undecided` },
      { name: 'desk-comparison-nothing-fits', at: `${demo}/comparison?find=nothing-is-called-so` },
      {
        name: 'desk-comparison-detail',
        at: `${demo}/comparison`,
        window: true,
        act: async ({ page }) => {
          await page.locator('[data-row]').first().click();
          await page.getByRole('complementary').getByRole('heading').first().waitFor();
        }
      },
      {
        name: 'desk-comparison-unfolded',
        at: `${demo}/comparison?rows=composites,indicators,sections,questions&standardise=language`,
        act: ({ page }) => page.getByRole('button', { name: /indicators?$|Kennzahl(en)?$/ }).first().click()
      },
      {
        name: 'desk-comparison-parts',
        at: `${demo}/comparison`,
        act: async ({ page }) => {
          await page.locator('[data-row]').first().click();
          await page.getByRole('group', { name: /Split by|Aufteilen nach/ }).getByRole('button').first().click();
          await page.waitForURL(/by=/);
        }
      },
      { name: 'desk-comparison-none-fit', at: `${demo}/comparison?language=de&source=import` },
      { name: 'desk-choice-dialog', at: `${demo}/comparison`, window: true, act: press('^Filter$', '^Filtern$') },
      { name: 'desk-responses-behind', at: `${demo}/responses?wave=baseline&indicator=touchpoint:checkout&from=50&to=80` },
      { name: 'desk-power-planned', at: `${demo}/power?difference=4&responses=200` },
      ...['comparison', 'gaps', 'benchmark', 'pilot', 'power'].flatMap((name) => troubled(name, `${demo}/${name}`, name)),
      { name: 'desk-account-full', at: `${demo}/accounts/acme-trading` },
      { name: 'desk-new-account-dialog', at: `${demo}/accounts`, window: true, act: press('New account', 'Neues Kundenkonto') },
      { name: 'desk-plan-visit-dialog', at: `${demo}/accounts/acme-trading`, window: true, act: press('Plan next visit', 'Nächsten Besuch planen') },
      ...troubled('accounts', `${demo}/accounts`, 'accounts'),
      ...troubled('notices', `${demo}/notices`, 'notices'),
      { name: 'desk-responses-filtered-empty', at: `${demo}/responses?state=returned` },
      {
        name: 'desk-response-full',
        at: `${demo}/responses`,
        act: async ({ page }) => {
          await page.getByRole('table').getByRole('link').first().click();
          await page.waitForURL(/responses\/./);
        }
      },
      { name: 'desk-definition-full', at: `${demo}/definitions/store-visit/versions/1` },
      { name: 'desk-response-absent', at: `${demo}/responses/nobody-knows-this` },
      ...troubled('responses', `${demo}/responses`, 'responses'),
      ...troubled('review', `${demo}/review`, 'review'),
      ...troubled('pay', `${demo}/pay`, 'pay'),
      ...troubled('definitions', `${demo}/definitions`, 'definitions'),
      ...troubled('draft', `${demo}/definitions/store-visit/draft`, 'draft'),
      { name: 'desk-new-link-dialog', at: `${demo}/links`, window: true, act: press('Create a link', 'Zugang anlegen') },
      {
        name: 'desk-link-dialog',
        at: `${demo}/links`,
        window: true,
        act: async ({ page }) => {
          await page.getByRole('table').getByRole('link').first().click();
          await page.getByRole('dialog').getByRole('img').waitFor();
        }
      },
      { name: 'desk-invite-dialog', at: `${demo}/people`, window: true, act: press('Invite a person', 'Person einladen') },
      {
        name: 'desk-menu',
        at: demo,
        window: true,
        act: async (stage) => {
          if (stage.phone) await press('Menu', 'Menü')(stage);
        }
      }
    ]
  },
  definitionScene,
  planningScene,
  reviewScene,
  {
    name: 'desk-airport',
    before: (stage) => stage.signIn(stage.world.leadEmail),
    rows: [
      { name: 'desk-airport-overview', at: airport },
      { name: 'desk-airport-comparison', at: `${airport}/comparison?baseline=2014&followUp=2017` },
      { name: 'desk-airport-table', at: `${airport}/comparison?baseline=2014&followUp=2017&view=table` },
      { name: 'desk-airport-responses', at: `${airport}/responses` }
    ]
  }
];
