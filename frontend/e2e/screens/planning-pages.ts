// Locations, planning and the board in the states that need a click or an address of their own.
import type { Scene, Stage } from './page';

const demo = '/desk/projects/demo';
const press = (en: string, de: string) => (stage: Stage) => stage.page.getByRole('button', { name: stage.say(en, de) }).first().click();

const table = ['Nr;Filiale;Ort;Breite;Länge;Öffnungszeiten', '0101;Gartenwelt Süd;8001 Zürich;47,37;8,54;Mo-Fr 09:00-18:30', '0102;Gartenwelt Ost;8002 Zürich;147,37;8,55;'];

export const planningScene: Scene = {
  name: 'desk-planning',
  before: (stage) => stage.signIn(stage.world.leadEmail),
  rows: [
    { name: 'desk-locations-map', at: `${demo}/locations?map=1`, act: ({ page }) => page.locator('.place-mark').first().waitFor() },
    { name: 'desk-locations-nothing-fits', at: `${demo}/locations?find=nothing-is-called-so` },
    { name: 'desk-location-dialog', at: `${demo}/locations`, window: true, act: press('Edit', 'bearbeiten') },
    {
      name: 'desk-location-import-columns',
      at: `${demo}/locations/import`,
      act: async (stage) => {
        await stage.page.locator('input[type=file]').setInputFiles({ name: 'filialen.csv', mimeType: 'text/csv', buffer: Buffer.from(table.join('\n'), 'latin1') });
        await stage.page.getByRole('heading', { name: stage.say('What would happen', 'Was geschehen würde') }).waitFor();
      }
    },
    { name: 'desk-wave-dialog', at: `${demo}/waves`, window: true, act: press('Edit', 'bearbeiten') },
    ...['columns', 'places', 'map'].map((view) => ({ name: `desk-board-${view}`, at: `${demo}/assignments?view=${view}` })),
    { name: 'desk-board-nothing-fits', at: `${demo}/assignments?search=nothing-is-called-so` },
    {
      name: 'desk-board-panel',
      at: `${demo}/assignments`,
      window: true,
      act: async ({ page }) => {
        await page.getByRole('table').getByRole('button').nth(8).click();
        await page.getByRole('complementary').last().getByRole('heading', { level: 3 }).first().waitFor();
      }
    },
    {
      name: 'desk-board-give-dialog',
      at: `${demo}/assignments`,
      window: true,
      act: async (stage) => {
        await stage.page.getByRole('table').getByRole('checkbox').nth(1).check();
        await stage.page.getByRole('table').getByRole('checkbox').nth(2).check();
        await press('Give …', 'Vergeben …')(stage);
      }
    },
    { name: 'desk-assignment-dialog', at: `${demo}/assignments`, window: true, act: press('New assignment', 'Neuer Auftrag') },
    ...['where', 'when', 'briefing', 'who', 'check'].map((step) => ({ name: `desk-planning-${step}`, at: `${demo}/assignments/plan?step=${step}` }))
  ]
};
