// A programme with reports of shoppers to review, made over the API.
import { createHash, randomUUID } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { zip } from '../src/lib/offline/zip';
import { password, Person } from './api';
import { library } from './programme';
import type { Server } from './server';

/** Invites somebody into the project "story", accepts for them and signs them in. */
export async function join(server: Server, lead: Person, role: string, name: string, email: string): Promise<{ person: Person; id: string }> {
  const { url } = await lead.post<{ url: string }>('/projects/story/invitations', { role, name });
  const answer = await fetch(`${server.address}/api/v1/invitations/${url.split('#')[1] ?? ''}/acceptance`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, email, password, language: 'en' })
  });
  if (!answer.ok) throw new Error(`accepting: ${answer.status} ${await answer.text()}`);
  const person = await Person.signIn(server, email);
  const { items } = await lead.get<{ items: { id: string; email: string }[] }>('/projects/story/people');
  return { person, id: items.find((one) => one.email === email)?.id ?? '' };
}

/** A picture of shelves with pots, as PNG (ISO 15948); each seed gives another one. */
export function shelves(seed: number): Buffer {
  const [width, height] = [480, 320];
  const rows = Buffer.alloc((width * 3 + 1) * height);
  const noise = (n: number) => createHash('sha256').update(`${seed}-${n}`).digest();
  const pots = [...noise(0)].slice(0, 12);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pot = pots[Math.floor(x / 120) + 4 * Math.floor(y / 107)] ?? 0;
      const [dx, dy] = [(x % 120) - 60, (y % 107) - 50];
      const inside = dx * dx + dy * dy < (18 + (pot % 32)) ** 2;
      const shelf = y % 107 > 96;
      const colour = shelf ? [96, 78, 62] : inside ? [40 + (pot % 160), 90 + ((pot * 7) % 120), 50] : [214 - y / 4, 226 - x / 8, 220];
      colour.forEach((value, at) => (rows[y * (width * 3 + 1) + 1 + x * 3 + at] = value));
    }
  }
  const chunk = (name: string, content: Buffer) => {
    const body = Buffer.concat([Buffer.from(name, 'latin1'), content]);
    const around = Buffer.alloc(8);
    around.writeUInt32BE(content.length, 0);
    around.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** The answers of an ordinary visit. */
export const usual = {
  visit_date: '2026-05-04',
  time_in: '17:05',
  traffic: 'some',
  staff_seen: 3,
  scenario_kept: 'yes',
  greeted: 'yes',
  wait: 4,
  attention: 'yes',
  advised: 'no',
  no_advice_reason: 'nobody',
  checkout_wait: 2,
  price_correct: 'yes',
  receipt: 'no',
  farewell: 'yes',
  available: 'yes',
  flaws: ['none'],
  staff_recognisable: 'yes',
  orientation: 'fully',
  time_out: '17:40',
  impression: 7,
  recommend: 8,
  story: 'I asked for a present and nobody had time for me, although the shop was nearly empty at that hour.'
};

export interface Visit {
  shopper: { person: Person; id: string };
  location: string;
  answers?: Record<string, unknown>;
  /** Pictures by question. */
  photos?: Record<string, Buffer>;
  /** Where the shopper checked in. */
  at?: { lat: number; lon: number };
  fee?: number;
}

/** Plans a visit; gives the assignment's id. */
async function plan(lead: Person, { shopper, location, fee = 2500 }: Visit): Promise<string> {
  const planned = await lead.post<{ id?: string; assignment?: { id: string } }>('/projects/story/assignments', {
    wave: 'after',
    definition: { id: 'store-visit', version: 1 },
    location,
    person: shopper.id,
    fee: { amount: fee, currency: 'CHF' },
    expenses: { limit: { amount: 1000, currency: 'CHF' }, what: { en: 'A small purchase' } }
  });
  return planned.id ?? planned.assignment?.id ?? '';
}

/** A report as the phone makes it, with the files that follow. */
function written(assignment: string, { answers = usual, photos = {}, at }: Visit) {
  const now = Date.now();
  const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
  const files = Object.entries(photos).map(([question, content], index) => ({
    question,
    content,
    reference: { id: createHash('sha256').update(content).digest('hex'), name: `${question}.png`, type: 'image/png', size: content.length },
    takenAt: before(20 - index)
  }));
  const content = {
    id: randomUUID(),
    assignment,
    definition: { id: 'store-visit', version: 1 },
    answers: { ...answers, ...Object.fromEntries(files.map(({ question, reference }) => [question, { ...reference, sha256: reference.id }])) },
    language: 'en',
    startedAt: before(35),
    submittedAt: before(1),
    attachments: files.map(({ question, reference, takenAt }) => ({ ...reference, question, takenAt, source: 'camera' })),
    visit: {
      checkIn: at ? { at: before(40), position: { ...at, accuracy: 15 } } : { at: before(40), missing: 'denied' },
      checkOut: { at: before(3), missing: 'off' },
      seconds: 1260,
      sittings: 2,
      notes: 'Somebody was stacking shelves the whole time.'
    },
    expenses: [{ what: 'Bag of soil', amount: { amount: 1250, currency: 'CHF' } }]
  };
  return { content, files: files.map((file) => ({ id: file.reference.id, content: file.content })) };
}

/** Plans a visit and hands its report in; gives the report's id. */
export async function report(lead: Person, visit: Visit): Promise<string> {
  const { content, files } = written(await plan(lead, visit), visit);
  const { person } = visit.shopper;
  await person.post('/projects/story/responses', content);
  for (const file of files) await person.putFile(`/projects/story/responses/${content.id}/attachments/${file.id}`, file.content, 'image/png');
  return content.id;
}

/** Plans a visit whose report only lies in a file that the shopper saved; gives the report's id and the file. */
export async function unsentReport(lead: Person, visit: Visit): Promise<{ id: string; file: Buffer }> {
  const { content, files } = written(await plan(lead, visit), visit);
  const savedAt = new Date();
  const list = { format: 'touchstone-unsent', version: 1, person: visit.shopper.id, savedAt: savedAt.toISOString(), items: [{ kind: 'report', project: 'story', content }] };
  const packed = await zip(
    [{ name: 'unsent.json', content: new Blob([JSON.stringify(list)]) }, ...files.map((file) => ({ name: `media/${file.id}`, content: new Blob([new Uint8Array(file.content)]) }))],
    savedAt
  );
  return { id: content.id, file: Buffer.from(await packed.arrayBuffer()) };
}

export interface Programme {
  lead: Person;
  reviewer: Person;
  viewer: Person;
  mia: { person: Person; id: string };
  noah: { person: Person; id: string };
}

/** A project "story" with two waves, three locations, a reviewer, a viewer and two shoppers. */
export async function programme(server: Server, rules: Record<string, unknown> = {}): Promise<Programme> {
  const lead = await Person.first(server, { demo: false });
  await lead.post('/projects', { id: 'story', title: 'Garden shops', timeZone: 'Europe/Zurich', languages: ['en', 'de'] });
  await lead.patch('/projects/story', { rules });
  await lead.put('/projects/story/waves/before', { title: { en: 'Before', de: 'Vorher' }, kind: 'baseline', order: 1 });
  await lead.put('/projects/story/waves/after', { title: { en: 'After', de: 'Nachher' }, kind: 'followUp', order: 2 });
  await lead.post('/projects/story/definitions', library('store-visit'));
  for (const [code, title, lat, lon] of [
    ['0001', 'Garden shop North', 47.3769, 8.5417],
    ['0002', 'Garden shop Lake', 47.36, 8.535],
    ['0003', 'Garden shop Station', 47.378, 8.54]
  ] as const) {
    await lead.put(`/projects/story/locations/${code}`, { title, position: { lat, lon } });
  }
  const [reviewer, viewer, mia, noah] = [
    await join(server, lead, 'reviewer', 'Rita Prüfer', 'rita@example.org'),
    await join(server, lead, 'viewer', 'Vera Client', 'vera@example.org'),
    await join(server, lead, 'shopper', 'Mia Keller', 'mia@example.org'),
    await join(server, lead, 'shopper', 'Noah Frei', 'noah@example.org')
  ];
  return { lead, reviewer: reviewer.person, viewer: viewer.person, mia, noah };
}
