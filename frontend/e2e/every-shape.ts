// A response with everything that is more than one word: repeats in repeats, a sound and a file, a line, a rank, times.
import { createHash } from 'node:crypto';
import type { Person } from './api';
import type { Server } from './server';

const yesNo = [
  { name: 'yes', label: { en: 'Yes', de: 'Ja' }, points: 2 },
  { name: 'no', label: { en: 'No', de: 'Nein' }, points: 0 }
];
const stores = ['north', 'lake', 'station'].map((name) => ({ name, label: { en: name[0]?.toUpperCase() + name.slice(1), de: name } }));
const text = (en: string, de: string) => ({ en, de });

export const shaped = {
  id: 'every-shape',
  version: 1,
  kind: 'customer',
  title: text('At the counters', 'An den Theken'),
  defaultLanguage: 'en',
  choices: { yes_no: yesNo, stores },
  body: [
    { type: 'audit', name: 'timing' },
    { type: 'rank', name: 'best', choices: 'stores', label: text('Which store do you like best?', 'Welcher Laden gefällt Ihnen am besten?') },
    {
      type: 'repeat',
      name: 'people',
      label: text('Member of staff', 'Mitarbeitende Person'),
      body: [
        { type: 'text', name: 'who', label: text('Name on the badge', 'Name auf dem Schild') },
        { type: 'select_one', name: 'friendly', choices: 'yes_no', label: text('Was ${who} friendly?', 'War ${who} freundlich?') },
        {
          type: 'repeat',
          name: 'talks',
          label: text('Talk', 'Gespräch'),
          body: [
            { type: 'time', name: 'at', label: text('When was it?', 'Wann war es?') },
            { type: 'audio', name: 'said', label: text('What was said', 'Was gesagt wurde') }
          ]
        }
      ]
    },
    {
      type: 'section',
      name: 'place',
      label: text('The place', 'Der Ort'),
      body: [
        { type: 'geotrace', name: 'way', label: text('The way you took', 'Ihr Weg') },
        { type: 'geoshape', name: 'area', label: text('Where you waited', 'Wo Sie gewartet haben') },
        { type: 'file', name: 'receipt', label: text('The receipt', 'Der Beleg') },
        { type: 'dateTime', name: 'moment', label: text('When you left', 'Wann Sie gegangen sind') },
        { type: 'acknowledge', name: 'true', label: text('This is how it was', 'So war es') }
      ]
    }
  ]
};

/** Half a second of silence (WAVE, 8,000 samples a second of one byte). */
function silence(): Buffer {
  const samples = 4000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples, 40);
  return Buffer.concat([head, Buffer.alloc(samples, 128)]);
}

/** Sends one through a link of its own; gives its id. */
export async function sendEveryShape(server: Server, lead: Person, wave: string): Promise<string> {
  const project = '/projects/story';
  await lead.post(`${project}/definitions`, shaped);
  const link = await lead.post<{ id: string }>(`${project}/links`, { title: 'Shapes', definition: { id: shaped.id, version: 1 }, wave });
  const files = [
    { question: 'people[2].talks[1].said', name: 'talk.wav', type: 'audio/wav', content: silence() },
    { question: 'receipt', name: 'receipt.txt', type: 'text/plain', content: Buffer.from('Tea 3.50\n') }
  ].map((file) => ({ ...file, size: file.content.length, sha256: createHash('sha256').update(file.content).digest('hex') }));
  const media = (name: string) => files.filter((file) => file.name === name).map(({ sha256, type, size }) => ({ id: sha256, sha256, name, type, size }))[0];
  const id = `01900000-0000-7000-8000-${createHash('sha256').update(link.id).digest('hex').slice(0, 12)}`;
  const response = {
    id,
    definition: { id: shaped.id, version: 1 },
    answers: {
      best: ['lake', 'north', 'station'],
      people: [
        { who: 'Ann', friendly: 'yes' },
        { who: 'Ben', friendly: 'no', talks: [{ at: '14:30', said: media('talk.wav') }, { at: '14:45' }] }
      ],
      way: [{ lat: 47.3769, lon: 8.5417 }, { lat: 47.3775, lon: 8.543 }, { lat: 47.3781, lon: 8.5426 }],
      area: [{ lat: 47.3769, lon: 8.5417 }, { lat: 47.3775, lon: 8.543 }, { lat: 47.3781, lon: 8.5416 }],
      receipt: media('receipt.txt'),
      moment: '2026-03-01T15:04:00.000+01:00',
      true: 'OK'
    },
    language: 'en',
    startedAt: new Date(Date.now() - 300_000).toISOString(),
    submittedAt: new Date().toISOString(),
    attachments: files.map(({ sha256, question, name, type, size }) => ({ id: sha256, question, name, type, size })),
    timing: { questions: { best: 12.4, 'people[2].who': 61.2, moment: 3 }, pauses: 2 }
  };
  const send = async (method: string, path: string, type: string, body: BodyInit) => {
    const answer = await fetch(`${server.address}/api/v1/links/${link.id}/responses${path}`, { method, headers: { 'Content-Type': type }, body });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  };
  await send('POST', '', 'application/json', JSON.stringify(response));
  for (const file of files) await send('PUT', `/${id}/attachments/${file.sha256}`, file.type, new Uint8Array(file.content));
  return id;
}
