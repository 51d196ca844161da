// Success reports: at the desk, and as whoever has the address sees them.
import type { Scene, Stage } from './page';

const order = { baseline: 'baseline', followUp: 'autumn' };

interface Shared {
  id: string;
  address: string;
}

const share = ({ world }: Stage, extra: object = {}): Promise<Shared> => world.lead.post<Shared>('/projects/demo/reports', { ...order, ...extra });
const path = ({ address }: Shared): string => new URL(address).pathname;
const desk = '/desk/projects/demo/report?baseline=baseline&followUp=autumn';

/** The server's answer stays away, or is the given status. */
const answered = (status?: number, code = '') => async ({ page, world }: Stage) => {
  await page.route('**/api/v1/reports/*', (route) =>
    status ? route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify({ code }) }) : undefined
  );
  await page.goto(`${world.server.address}/r/AAAAAAAAAAAAAAAAAAAAAA`);
  if (status) await page.getByRole('heading', { level: 1 }).waitFor();
};

export const reportScenes: Scene[] = [
  {
    name: 'report-shared',
    rows: [
      { name: 'report-project', at: async (stage) => path(await share(stage)) },
      { name: 'report-touchpoint', at: async (stage) => path(await share(stage, { touchpoint: 'checkout', expiresOn: '2099-12-31' })) },
      { name: 'report-unknown', at: '/r/AAAAAAAAAAAAAAAAAAAAAA' },
      { name: 'report-expired', waiting: true, at: 'about:blank', act: answered(404, 'report.expired') },
      { name: 'report-error', waiting: true, at: 'about:blank', act: answered(503) },
      { name: 'report-loading', at: 'about:blank', waiting: true, act: answered() }
    ]
  },
  {
    name: 'desk-report',
    before: (stage: Stage) => stage.signIn(stage.world.leadEmail),
    rows: [
      { name: 'desk-report-project', at: desk },
      { name: 'desk-report-touchpoint', at: `${desk}&touchpoint=entrance` },
      { name: 'desk-report-narrowed', at: `${desk}&language=de` },
      {
        name: 'desk-report-share',
        at: desk,
        window: true,
        act: async ({ page, say }) => {
          await page.getByRole('button', { name: say('^Share', '^Teilen') }).click();
          await page.getByRole('dialog').waitFor();
        }
      },
      {
        name: 'desk-report-address',
        window: true,
        act: async ({ page, say }) => {
          await page.getByRole('dialog').getByRole('button', { name: say('^Share$', '^Teilen$') }).click();
          await page.getByRole('dialog').locator('input[readonly]').waitFor();
        }
      },
      {
        name: 'desk-report-list',
        at: async (stage) => {
          const { id } = await share(stage, { title: 'Board' });
          await share(stage, { title: 'Geschäftsleitung Nordwestschweiz', touchpoint: 'checkout', expiresOn: '2099-12-31' });
          await stage.world.lead.delete(`/projects/demo/reports/${id}`);
          return `${desk}&view=shared`;
        }
      },
      { name: 'desk-report-empty', at: '/desk/projects/empty/report' },
      { name: 'desk-report-none-shared', at: '/desk/projects/story/report?view=shared' }
    ]
  }
];
