import { describe, expect, it } from 'vitest';
import { enqueue } from './outbox';
import { unsentFile } from './unsent-file';
import { zip } from './zip';

/** Reads a ZIP file by its directory, as programs do, and compares it with the entries' own headers. */
async function read(file: Blob): Promise<Map<string, { crc: number; content: Uint8Array }>> {
  const view = new DataView(await file.arrayBuffer());
  const end = view.byteLength - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const entries = new Map<string, { crc: number; content: Uint8Array }>();
  const text = (at: number, length: number) => new TextDecoder().decode(new Uint8Array(view.buffer, at, length));
  let at = view.getUint32(end + 16, true);
  expect(at + view.getUint32(end + 12, true)).toBe(end);
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [crc, packed, size, length, local] = [16, 20, 24].map((field) => view.getUint32(at + field, true)).concat(view.getUint16(at + 28, true), view.getUint32(at + 42, true)) as [number, number, number, number, number];
    const name = text(at + 46, length);
    expect(packed).toBe(size);
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    expect([view.getUint32(local + 14, true), view.getUint32(local + 18, true), text(local + 30, view.getUint16(local + 26, true))]).toEqual([crc, size, name]);
    entries.set(name, { crc, content: new Uint8Array(view.buffer, local + 30 + length, size) });
    at += 46 + length;
  }
  return entries;
}

describe('a ZIP file of stored entries', () => {
  it('holds each entry under its name with its checksum', async () => {
    // 0xcbf43926 is the check value of CRC-32 in the catalogue of parametrised CRC algorithms.
    const entries = await read(await zip([{ name: 'check', content: new Blob(['123456789']) }, { name: 'media/none', content: new Blob([]) }], new Date(2026, 4, 4, 17, 10)));
    expect([...entries].map(([name, { crc, content }]) => [name, crc, new TextDecoder().decode(content)])).toEqual([
      ['check', 0xcbf43926, '123456789'],
      ['media/none', 0, '']
    ]);
  });

  it('reads long contents piece by piece', async () => {
    const content = Uint8Array.from({ length: 2_500_000 }, (_, index) => (index * 31) & 255);
    const kept = (await read(await zip([{ name: 'a', content: new Blob([content]) }], new Date(2026, 0, 1)))).get('a')?.content;
    expect(Buffer.compare(kept ?? Buffer.alloc(0), content)).toBe(0);
  });
});

describe('the file of unsent reports', () => {
  const photo = { id: 'x', question: 'front', name: 'x.jpg', type: 'image/jpeg', size: 5 };
  const content = (id: string) => ({ id, definition: { id: 'd', version: 1 }, answers: { q: id }, language: 'en', submittedAt: 'e', attachments: [photo] });
  const items = [
    enqueue({ kind: 'report', project: 'p', person: 'anna', content: { ...content('r'), assignment: 'a', startedAt: 's' } }, 'R', 0),
    enqueue({ kind: 'act', person: 'anna', assignment: 'a', content: { id: 'e', kind: 'accept', at: 's' } }, 'A', 0),
    enqueue({ kind: 'revision', project: 'p', person: 'anna', assignment: 'a', response: 'r', content: { ...content('v'), base: 'b' } }, 'V', 0)
  ];

  it('holds reports and corrections with every photo once, and says who they are of', async () => {
    const entries = await read(await unsentFile('anna', items, async (_, id) => new Blob([`photo ${id}`.slice(0, 5)]), new Date('2026-05-04T15:10:00Z')));
    expect([...entries.keys()]).toEqual(['unsent.json', 'media/x']);
    expect(JSON.parse(new TextDecoder().decode(entries.get('unsent.json')?.content))).toMatchObject({
      format: 'touchstone-unsent',
      version: 1,
      person: 'anna',
      savedAt: '2026-05-04T15:10:00.000Z',
      items: [
        { kind: 'report', project: 'p', content: { id: 'r', assignment: 'a' } },
        { kind: 'revision', project: 'p', response: 'r', content: { id: 'v', base: 'b' } }
      ]
    });
  });

  it('leaves out a photo that is no longer on the device, and keeps the report', async () => {
    const entries = await read(await unsentFile('anna', items.slice(0, 1), async () => undefined, new Date('2026-05-04T15:10:00Z')));
    expect([...entries.keys()]).toEqual(['unsent.json']);
  });
});
