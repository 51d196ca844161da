// What the pictures show: one server with the demo project, a small programme with shoppers
// and, when its data is there, the airport's programme; and one that was never set up.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { password, Person } from '../api';
import { everyKind } from '../every-kind';
import { everyMedium } from '../every-medium';
import { library, prepare } from '../programme';
import { Server } from '../server';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const airport = process.env['TOUCHSTONE_SFO_DATA'] ?? join(root, '../shared/data/sfo');

export interface World {
  server: Server;
  /** Never set up. */
  bare: Server;
  lead: Person;
  leadEmail: string;
  /** Public links by what they are. */
  links: Record<'every' | 'feedback' | 'closed' | 'showcase' | 'single', string>;
  /** Addresses of invitations. */
  invitations: Record<'open' | 'used', string>;
  /** The airport's programme is there. */
  airport: boolean;
}

/** A day from today, as 2026-05-01. */
export const day = (from: number): string => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);

/** Kinds of question that stand alone on a customer's page. */
const singles = {
  id: 'singles',
  version: 1,
  kind: 'customer',
  title: { en: 'Your visit', de: 'Ihr Besuch' },
  defaultLanguage: 'en',
  pages: 'question',
  choices: {
    matters: [
      { name: 'price', label: { en: 'Price', de: 'Preis' } },
      { name: 'advice', label: { en: 'Advice', de: 'Beratung' } },
      { name: 'range', label: { en: 'Range of goods', de: 'Sortiment und Verfügbarkeit' } }
    ]
  },
  body: [
    { type: 'rank', name: 'order', choices: 'matters', label: { en: 'What matters most to you?', de: 'Was ist Ihnen am wichtigsten?' } },
    {
      type: 'repeat', name: 'goods', label: { en: 'What did you buy?', de: 'Was haben Sie gekauft?' },
      body: [
        { type: 'text', name: 'good', label: { en: 'Article', de: 'Artikel' } },
        { type: 'integer', name: 'stars', label: { en: 'Points from 1 to 5', de: 'Punkte von 1 bis 5' } }
      ]
    },
    { type: 'image', name: 'photo', label: { en: 'Would you show us what was wrong?', de: 'Zeigen Sie uns, was nicht gestimmt hat?' } },
    { type: 'geopoint', name: 'place', label: { en: 'Where was it?', de: 'Wo war das?' } }
  ]
};

const path = (address: string) => new URL(address).pathname + new URL(address).hash;

export async function build(): Promise<World> {
  const [server, bare] = await Promise.all([Server.start(), Server.start()]);
  const lead = await Person.first(server, { demo: true });
  await prepare(lead, 'store-visit');
  await lead.post('/projects/story/definitions', library('customer-feedback'));
  await lead.post('/projects/story/definitions', everyKind);
  await lead.post('/projects/story/definitions', everyMedium);
  await lead.post('/projects/story/definitions', library('showcase'));
  await lead.post('/projects/story/definitions', { ...library('showcase'), id: 'showcase-customer', kind: 'customer' });
  await lead.post('/projects/story/definitions', singles);
  await lead.post('/projects', { id: 'empty', title: 'Harbour kiosks', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  for (const [code, title, address, lat, lon] of [
    ['0001', 'Garden shop North', 'Bahnhofstrasse 7, 8001 Zürich', 47.3769, 8.5417],
    ['0002', 'Gartenbaufachmarkt Unterengstringen', 'Wiesentalstrasse 12, 8103 Unterengstringen', 47.4136, 8.4472],
    ['0003', 'Garden shop Lake', 'Seestrasse 120, 8002 Zürich', 47.36, 8.535],
    ['0004', 'Garden shop Station', '', 47.378, 8.54]
  ] as const) {
    await lead.put(`/projects/story/locations/${code}`, { title, ...(address ? { address } : {}), position: { lat, lon } });
  }
  const link = async (definition: string) =>
    (await lead.post<{ id: string }>('/projects/story/links', { title: definition, definition: { id: definition, version: 1 }, wave: 'after' })).id;
  const links = { every: await link('every-kind'), feedback: await link('customer-feedback'), closed: await link('customer-feedback'), showcase: await link('showcase-customer'), single: await link('singles') };
  await lead.put(`/projects/story/links/${links.closed}`, {
    title: 'Closed',
    definition: { id: 'customer-feedback', version: 1 },
    wave: 'after',
    closed: true
  });
  const me = (await lead.get<{ person: { id: string } }>('/me')).person.id;
  for (const [code, title, rhythmDays] of [
    ['acme-trading', 'Acme Trading', 10],
    ['grosshandelsgesellschaft', 'Grosshandelsgesellschaft Nordwestschweiz', 90],
    ['once', 'A customer without a rhythm', 0]
  ] as const) {
    await lead.put(`/projects/demo/accounts/${code}`, {
      title,
      rhythmDays,
      segment: 'Key account',
      address: 'Musterstrasse 1\n8000 Zürich',
      responsible: [
        { person: me, department: 'Sales' },
        { person: me, department: 'Aftersales and service' }
      ],
      contacts: [{ id: '0190c000-0000-7000-8000-00000000000c', name: 'Ann Buyer', function: 'Purchasing', email: 'ann.buyer@acme-trading.example', phone: '+41 44 000 00 00', note: 'Mornings' }]
    });
  }
  await lead.post('/projects/demo/accounts/acme-trading/visits', { id: '0190c000-0000-7000-8000-0000000000a1', person: me, firstDay: day(2), lastDay: day(12), contact: '0190c000-0000-7000-8000-00000000000c' });
  const invite = async () => path((await lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: 'Mia Keller' })).url);
  const used = await invite();
  await accept(server, used, 'used@example.org', 'en');
  return {
    server,
    bare,
    lead,
    leadEmail: 'lead@example.org',
    links,
    invitations: { open: await invite(), used },
    airport: await importAirport(server)
  };
}

export const end = async ({ server, bare }: World): Promise<void> => void (await Promise.all([server.end(), bare.end()]));

async function importAirport(server: Server): Promise<boolean> {
  if (!existsSync(join(airport, '2014.csv'))) return false;
  for (const year of ['2014', '2015', '2016', '2017']) {
    const { code, output } = await server.command(
      ...['import', 'responses', '--project', 'sfo', '--wave', year],
      ...['--definition', join(root, 'surveys/library/sfo-guest-survey.json')],
      ...['--mapping', join(root, 'surveys/library/mappings/sfo-guest-survey.json'), join(airport, `${year}.csv`)]
    );
    if (code !== 0) throw new Error(`import of ${year}:\n${output}`);
  }
  return true;
}

async function accept(server: Server, invitation: string, email: string, language: string): Promise<void> {
  const answer = await fetch(`${server.address}/api/v1/invitations/${invitation.split('#')[1]}/acceptance`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `10.9.0.${email.length}` },
    body: JSON.stringify({ name: 'Mia Keller', email, password, language })
  });
  if (!answer.ok) throw new Error(`acceptance: ${answer.status} ${await answer.text()}`);
}

/** A member without assignments; gives the e-mail address to sign in with. */
export async function recruit(world: World, name: string, language: string): Promise<{ email: string; id: string }> {
  const email = `${name}@example.org`;
  const { url } = await world.lead.post<{ url: string }>('/projects/story/invitations', { role: 'shopper', name: 'Mia Keller' });
  await accept(world.server, path(url), email, language);
  const { items } = await world.lead.get<{ items: { id: string; email: string }[] }>('/projects/story/people');
  return { email, id: items.find((person) => person.email === email)?.id ?? '' };
}

const briefing = {
  en: 'Arrive **after five**, when it is busy.\n\n- Ask for advice on a present\n- Take no notes inside\n- Keep the receipt',
  de: 'Bitte **nach fünf Uhr** kommen, wenn viel los ist.\n\n- Beratung zu einem Geschenk verlangen\n- Drinnen keine Notizen machen\n- Den Kassenbon behalten'
};
const scenario = {
  en: 'Looking for a present for a friend who has just moved to a flat with a balcony.',
  de: 'Gesucht ist ein Geschenk für eine Freundin, die gerade in eine Wohnung mit Balkon gezogen ist.'
};

/** Plans one visit; gives its id. */
async function plan(world: World, person: string, location: string, more: Record<string, unknown> = {}): Promise<string> {
  const made = await world.lead.post<{ id?: string; assignment?: { id: string } }>('/projects/story/assignments', {
    wave: 'after',
    definition: { id: 'store-visit', version: 1 },
    location,
    person,
    scenario,
    briefing,
    fee: { amount: 2500, currency: 'CHF' },
    ...more
  });
  return made.id ?? made.assignment?.id ?? '';
}

/** Plans a visit with a certain definition; gives its id. */
export const assign = (world: World, person: string, definition: string): Promise<string> =>
  plan(world, person, '0001', { definition: { id: definition, version: 1 }, lastDay: day(9) });

/** Every state that a list of assignments can show from the server's side; gives the one to report on. */
export async function employ(world: World, { id, email }: { id: string; email: string }): Promise<string> {
  const open = await plan(world, id, '0001', { lastDay: day(9) });
  await plan(world, id, '0002', { lastDay: day(0) });
  await plan(world, id, '0003', { firstDay: day(3), lastDay: day(12) });
  await plan(world, id, '0004', { fee: undefined, briefing: undefined, scenario: undefined });
  await plan(world, id, '0003', { lastDay: day(-2) });
  const shopper = await Person.signIn(world.server, email);
  await report(shopper, await plan(world, id, '0002'));
  await report(shopper, await plan(world, id, '0001'), createHash('sha256').update(email).digest('hex'));
  return open;
}

/** Hands a report in; with a photo that never follows when given its SHA-256. */
async function report(shopper: Person, assignment: string, photo?: string): Promise<void> {
  const attachment = photo && { id: photo, name: 'queue.jpg', type: 'image/jpeg', size: 12_000 };
  await shopper.post('/projects/story/responses', {
    id: `01900000-0000-7000-8000-${createHash('sha256').update(assignment).digest('hex').slice(0, 12)}`,
    assignment,
    definition: { id: 'store-visit', version: 1 },
    answers: { greeted: 'yes', wait: 12, ...(attachment ? { queue_photo: { ...attachment, sha256: photo } } : {}) },
    language: 'en',
    startedAt: new Date(Date.now() - 3_600_000).toISOString(),
    submittedAt: new Date().toISOString(),
    attachments: attachment ? [{ ...attachment, question: 'queue_photo' }] : []
  });
}
