// Every kind of question as shoppers and customers meet it, and what becomes of a report with files.
import { drawBars } from '../devices';
import { drawPhoto } from '../photo';
import type { Scene, Stage } from './page';
import { assign, recruit } from './world';

const question = ({ page }: Stage, path: string) => page.locator(`[data-question="${path}"]`);
const button = ({ page, say }: Stage, en: string, de: string) => page.getByRole('button', { name: say(en, de) });
const within = (stage: Stage, path: string, en: string, de: string) => question(stage, path).getByRole('button', { name: stage.say(en, de) });
const write = (stage: Stage, path: string, text: string) => question(stage, path).locator('input, textarea').first().fill(text);
const option = (stage: Stage, path: string, at: number) => question(stage, path).locator('input').nth(at).check({ force: true });

const addresses = new Map<string, string>();
/** A shopper of this look's own with one assignment, and the address of its report. */
const employed = (definition: string) => async (stage: Stage) => {
  const shopper = await recruit(stage.world, `${definition}-${stage.look}`, stage.language);
  addresses.set(`${definition}-${stage.look}`, `/field/assignments/${await assign(stage.world, shopper.id, definition)}/report`);
  await stage.signIn(shopper.email);
};
const report = (definition: string) => (stage: Stage) => addresses.get(`${definition}-${stage.look}`) ?? '';

/** Opens a section of a report, from the overview or from another section. */
const open = (en: string, de: string) => async (stage: Stage) => {
  const entry = stage.page.getByRole('listitem').getByRole('button', { name: stage.say(`^${en}`, `^${de}`) });
  const overview = button(stage, '^Overview', '^Übersicht');
  await entry.or(overview).first().waitFor();
  if (await overview.isVisible()) await overview.click();
  await entry.click();
  await stage.page.getByRole('heading', { level: 1, name: stage.say(en, de) }).waitFor();
  await stage.page.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
};

async function fillPeople(stage: Stage): Promise<void> {
  await write(stage, 'staff[1].staff_name', 'Anna Zimmermann-Oberholzer');
  await write(stage, 'staff[1].staff_age', '7');
  await option(stage, 'staff[1].staff_friendly', 1);
  await within(stage, 'staff[1].talks', '^Add', '^Hinzufügen').click();
  await write(stage, 'staff[1].talks[1].topic', 'Roses');
  await write(stage, 'staff[1].talks[1].length', '4');
  await within(stage, 'staff', '^Add: Members', '^Hinzufügen: Mitarbeitende').last().click();
  await write(stage, 'staff[2].staff_name', 'Beat');
  await write(stage, 'tills', '2');
}

/** The first one was folded when the second was added. */
async function mendPeople(stage: Stage): Promise<void> {
  await stage.page.locator('[data-instance="staff[1]"]').getByRole('button').first().click();
  await write(stage, 'staff[1].staff_age', '47');
}

async function draw(stage: Stage, path: string): Promise<void> {
  const sheet = question(stage, path).locator('canvas');
  await sheet.scrollIntoViewIfNeeded();
  const box = await sheet.boundingBox();
  if (!box) throw new Error('the sheet is not there');
  await stage.page.mouse.move(box.x + 0.1 * box.width, box.y + 0.6 * box.height);
  await stage.page.mouse.down();
  for (const [x, y] of [[0.25, 0.2], [0.35, 0.8], [0.5, 0.3], [0.9, 0.6]] as const) await stage.page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 6 });
  await stage.page.mouse.up();
}

async function fillPlaces(stage: Stage): Promise<void> {
  const type = async (path: string, places: readonly (readonly [string, string])[]) => {
    await question(stage, path).getByText(stage.say('Type a position', 'Position eintippen')).click();
    for (const [lat, lon] of places) {
      await question(stage, path).getByLabel(stage.say('Latitude', 'Breite')).fill(lat);
      await question(stage, path).getByLabel(stage.say('Longitude', 'Länge')).fill(lon);
      await within(stage, path, '^Add point$', '^Punkt hinzufügen$').click();
    }
  };
  await within(stage, 'here', 'Use my position', 'Position verwenden').click();
  await type('way', [['47.3769', '8.5417'], ['47.3771', '8.5420'], ['47.3773', '8.5418']]);
  await type('area', [['47.3769', '8.5417'], ['47.3769', '8.5425'], ['47.3774', '8.5425'], ['47.3774', '8.5417']]);
}

/** Every answer to a report, or a piece of its files, waits for good or is refused. */
const halt = (address: string, problem?: object) => (stage: Stage) =>
  stage.page.route(address, (route) => {
    if (route.request().method() === 'GET' || route.request().method() === 'HEAD') return route.fallback();
    return problem ? route.fulfill({ status: 422, contentType: 'application/problem+json', json: problem }) : undefined;
  });

async function handIn(stage: Stage): Promise<void> {
  const overview = button(stage, '^Overview', '^Übersicht');
  if (await overview.isVisible()) await overview.click();
  await button(stage, 'Check and send', 'Prüfen und senden').click();
  await button(stage, 'Send anyway|Send report', 'Trotzdem senden|Bericht senden').click();
  const sure = stage.page.getByRole('dialog').getByRole('button', { name: stage.say('Send anyway', 'Trotzdem senden') });
  await sure.or(stage.page.locator('h1').filter({ hasText: stage.say('on its way', 'unterwegs') })).first().waitFor();
  if (await sure.isVisible()) await sure.click();
  await stage.page.getByRole('heading', { name: stage.say('on its way|Sending', 'unterwegs|gesendet') }).first().waitFor();
}

/** A shopper's report with a file, sent while the server answers otherwise than hoped for. */
const parcel = (name: string, rows: Scene['rows']): Scene => ({
  name,
  before: async (stage) => {
    const shopper = await recruit(stage.world, `${name}-${stage.look}`, stage.language);
    addresses.set(`${name}-${stage.look}`, `/field/assignments/${await assign(stage.world, shopper.id, 'every-medium')}/report`);
    await stage.signIn(shopper.email);
    await stage.page.goto(stage.world.server.address + report(name)(stage));
    await open('Recordings', 'Aufnahmen')(stage);
    await question(stage, 'receipt')
      .locator('input[type=file]')
      .setInputFiles({ name: 'Receipt of a long Saturday afternoon 2026-05-04.pdf', mimeType: 'application/pdf', buffer: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(900_000, '1 0 obj\nendobj\n')]) });
    await question(stage, 'receipt').getByRole('link').waitFor();
    await stage.page.waitForTimeout(600);
  },
  rows
});

const customer = ({ world }: Stage) => `/a/${world.links.showcase}`;
/** The customer's next page; an answer that is due is given by its first choice. */
async function onward(stage: Stage): Promise<void> {
  const before = await stage.page.locator('h1').first().textContent();
  await button(stage, '^Next$', '^Weiter$').click();
  await stage.page.waitForFunction((text) => document.querySelector('h1')?.textContent !== text, before);
}

export const showcaseScenes: Scene[] = [
  {
    name: 'showcase-report',
    before: employed('showcase'),
    rows: [
      { name: 'showcase-overview', at: report('showcase') },
      { name: 'showcase-words', act: open('Words', 'Worte') },
      {
        name: 'showcase-words-filled',
        act: async (stage) => {
          await question(stage, 'first_name').getByText(stage.say('More about this', 'Mehr dazu')).click();
          await write(stage, 'first_name', 'Mia');
          await write(stage, 'customer_number', '12');
          await write(stage, 'minutes', '12');
          await write(stage, 'visitors', '1234567');
          await write(stage, 'website', 'https://example.org');
        }
      },
      { name: 'showcase-choices', act: open('Choices', 'Auswahl') },
      {
        name: 'showcase-choices-filled',
        act: async (stage) => {
          await option(stage, 'greeted', 0);
          await option(stage, 'weather', 1);
          await question(stage, 'shop').locator('label').last().click();
          await option(stage, 'impression', 3);
          await option(stage, 'channels', 0);
          await question(stage, 'cantons').getByRole('combobox').fill('Uri');
          await question(stage, 'cantons').getByRole('option', { name: 'Uri' }).click();
          await question(stage, 'canton').getByRole('combobox').fill('a');
        }
      },
      { name: 'showcase-table', act: open('A table', 'Eine Tabelle') },
      { name: 'showcase-table-begun', act: (stage) => option(stage, 'tidy', 1) },
      { name: 'showcase-ratings', act: open('Ratings', 'Bewertungen') },
      {
        name: 'showcase-ratings-filled',
        act: async (stage) => {
          await option(stage, 'nps', 9);
          await option(stage, 'stars', 3);
          await option(stage, 'mood', 4);
          await write(stage, 'warmth', '21.5');
          await write(stage, 'filled', '75');
          await write(stage, 'strain', '3');
        }
      },
      { name: 'showcase-times', act: open('Dates', 'Daten und') },
      {
        name: 'showcase-times-filled',
        act: async (stage) => {
          await write(stage, 'visited_on', '2026-05-04');
          await question(stage, 'born_on').locator('input').first().fill('31');
          await question(stage, 'born_on').locator('select').selectOption({ index: 2 });
          await question(stage, 'born_on').locator('input').last().fill('1980');
          await write(stage, 'entered_at', '17:05');
          await write(stage, 'left_at', '2026-05-04T17:45');
        }
      },
      { name: 'showcase-order', act: open('Order', 'Reihenfolge') },
      {
        name: 'showcase-order-changed',
        act: async (stage) => {
          await within(stage, 'importance', 'Move down', 'Nach unten').first().click();
          await option(stage, 'rules', 0);
        }
      },
      { name: 'showcase-repeats-empty', act: open('Repeats', 'Wiederholungen') },
      { name: 'showcase-repeats-begun', act: fillPeople },
      {
        name: 'showcase-repeats-removed',
        act: async (stage) => {
          const second = stage.page.locator('[data-instance="staff[2]"]');
          const remove = second.getByRole('button', { name: stage.say('^Remove', '^Entfernen') });
          if (!(await remove.isVisible())) await second.getByRole('button').first().click();
          await remove.click();
        }
      },
      {
        name: 'showcase-nested',
        act: async (stage) => {
          await open('Sections in', 'Abschnitte in')(stage);
          await option(stage, 'has_parking', 0);
        }
      },
      {
        name: 'showcase-data',
        act: async (stage) => {
          await open('Calculated', 'Berechnet')(stage);
          await question(stage, 'store_code').locator('select').selectOption({ index: 1 });
          await option(stage, 'lock', 0);
        }
      },
      { name: 'showcase-places', act: open('Places', 'Orte') },
      { name: 'showcase-check', act: async (stage) => (await button(stage, '^Overview', '^Übersicht').click(), button(stage, 'Check and send', 'Prüfen und senden').click()) }
    ]
  },
  {
    name: 'media-report',
    before: employed('every-medium'),
    rows: [
      { name: 'media-pictures', at: report('every-medium'), act: open('Pictures', 'Bilder') },
      {
        name: 'media-drawing',
        act: async (stage) => {
          const photo = { name: 'shop.png', mimeType: 'image/png', buffer: await drawPhoto(stage.page) };
          await question(stage, 'shelf').locator('input[type=file]').first().setInputFiles(photo);
          await question(stage, 'shelf').getByRole('img').waitFor();
          // A mouse draws on the sheet that stands there; a finger would while it scrolls.
          if (stage.phone) await within(stage, 'signature', 'Sign here', 'unterschreiben').click();
          await draw(stage, 'signature');
          await question(stage, 'marked').locator('input[type=file]').first().setInputFiles(photo);
          await draw(stage, 'marked');
        }
      },
      {
        name: 'media-drawn',
        act: async (stage) => {
          await within(stage, 'signature', '^Done', '^Fertig').click();
          await within(stage, 'marked', '^Done', '^Fertig').click();
          await within(stage, 'shelf', '^Remove', '^Entfernen').click();
        }
      },
      {
        name: 'media-recording',
        waiting: true,
        act: async (stage) => {
          await open('Recordings', 'Aufnahmen')(stage);
          await within(stage, 'voice', 'Record sound', 'Ton aufnehmen').click();
          await question(stage, 'voice').getByRole('timer').waitFor();
          await stage.page.waitForTimeout(1_200);
          await within(stage, 'voice', '^Pause', '^Pause|^Anhalten').click();
        }
      },
      {
        name: 'media-recorded',
        act: async (stage) => {
          await within(stage, 'voice', 'Stop and keep', 'behalten').click();
          await question(stage, 'voice').locator('audio').waitFor();
          await within(stage, 'queue', 'Record a video', 'Video aufnehmen').click();
          await question(stage, 'queue').locator('video[controls]').waitFor();
          const bring = (name: string, mimeType: string, text: string) =>
            question(stage, 'receipt').locator('input[type=file]').setInputFiles({ name, mimeType, buffer: Buffer.from(text) });
          await bring('Receipt of a long Saturday afternoon 2026-05-04.pdf', 'application/pdf', '%PDF-1.4\n1 0 obj\nendobj\n');
          await question(stage, 'receipt').getByRole('link').waitFor();
        }
      },
      {
        name: 'media-codes',
        act: async (stage) => {
          await open('Codes', 'Codes')(stage);
          const bring = (path: string, name: string, buffer: Buffer) => question(stage, path).locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer });
          await bring('product', 'code.png', await drawBars(stage.page, '4006381333931', false));
          await stage.page.waitForFunction(() => document.querySelector<HTMLInputElement>('[data-question="product"] input:not([type=file])')?.value !== '');
        }
      },
      {
        name: 'media-scanning',
        waiting: true,
        act: async (stage) => {
          await within(stage, 'tag', 'Scan with', 'scannen').click();
          await question(stage, 'tag').locator('video').waitFor();
          await stage.page.waitForTimeout(800);
        }
      },
      { name: 'media-places', act: open('Places', 'Orte') },
      { name: 'media-places-filled', act: fillPlaces }
    ]
  },
  parcel('upload-slow', [
    { name: 'upload-under-way', waiting: true, act: async (stage) => (await halt('**/attachments/*')(stage), await handIn(stage), stage.page.waitForTimeout(800)) },
    { name: 'upload-under-way-sent', waiting: true, act: async ({ page, say }) => (await page.getByRole('link', { name: say('^Sent', '^Gesendet') }).first().click(), page.getByRole('progressbar').first().waitFor()) },
    { name: 'upload-under-way-list', waiting: true, act: async ({ page, say }) => (await page.getByRole('link', { name: say('^Assignments', '^Aufträge') }).first().click(), page.waitForTimeout(500)) }
  ]),
  parcel('upload-refused', [
    {
      name: 'upload-refused-report',
      act: async (stage) => {
        await halt('**/responses', { type: 'about:blank', title: 'Unprocessable', status: 422, code: 'response.invalid', detail: 'The wave of this assignment has been closed.' })(stage);
        await handIn(stage);
        await stage.page.getByRole('link', { name: stage.say('^Sent', '^Gesendet') }).first().click();
        await button(stage, 'Try again', 'Noch einmal|Erneut').first().waitFor();
      }
    },
    {
      name: 'upload-refused-list',
      act: async ({ page, say }) => {
        await page.getByRole('link', { name: say('^Assignments', '^Aufträge') }).first().click();
        // It is not done: its shopper has to look at it.
        await page.getByRole('region', { name: say('^To do', '^Zu tun') }).getByText(say('Not accepted', 'Nicht angenommen')).waitFor();
      }
    }
  ]),
  {
    name: 'showcase-entrance',
    rows: [
      {
        name: 'showcase-join-expired',
        at: async ({ page, world }) => {
          await page.route('**/api/v1/invitations/*', (route) => route.fulfill({ status: 410, contentType: 'application/problem+json', json: { type: 'about:blank', title: 'Gone', status: 410, code: 'invitation.expired', detail: 'The invitation has expired.' } }));
          return world.invitations.open;
        }
      }
    ]
  },
  {
    name: 'showcase-customer',
    rows: [
      { name: 'customer-showcase-words', at: customer },
      { name: 'customer-showcase-words-due', act: (stage) => button(stage, '^Next$', '^Weiter$').click() },
      {
        name: 'customer-showcase-choices',
        act: async (stage) => {
          await write(stage, 'first_name', 'Mia');
          await write(stage, 'minutes', '12');
          await onward(stage);
        }
      },
      { name: 'customer-showcase-table', act: async (stage) => (await option(stage, 'greeted', 1), onward(stage)) },
      { name: 'customer-showcase-ratings', act: async (stage) => (await option(stage, 'tidy', 1), onward(stage)) },
      { name: 'customer-showcase-times', act: async (stage) => (await option(stage, 'nps', 9), onward(stage)) },
      { name: 'customer-showcase-order', act: onward },
      { name: 'customer-showcase-repeats', act: async (stage) => (await option(stage, 'rules', 0), onward(stage)) },
      { name: 'customer-showcase-repeats-begun', act: fillPeople },
      { name: 'customer-showcase-nested', act: async (stage) => (await mendPeople(stage), await onward(stage), option(stage, 'has_parking', 0)) },
      { name: 'customer-showcase-data', act: onward },
      { name: 'customer-showcase-places', act: onward }
    ]
  },
  {
    name: 'showcase-person',
    rows: [{ name: 'customer-single-rank', at: ({ world }) => `/a/${world.links.single}` }, { name: 'customer-single-repeat', act: onward }, { name: 'customer-single-photo', act: onward }, { name: 'customer-single-place', act: onward }]
  }
];
