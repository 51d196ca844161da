import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import type { Definition } from '$lib/engine/definition';
import { Database } from './db';
import { fileIds, filesOf, keepFiles } from './files';

const file = (sha256: string) => ({ sha256, type: 'image/png', size: 5 });
const definition: Definition = {
  id: 'd',
  version: 1,
  kind: 'customer',
  title: { en: 'D' },
  defaultLanguage: 'en',
  files: { 'shelf.png': file('aa'), 'again.png': file('aa'), 'till.png': file('bb') },
  body: []
};

/** A server that counts what it hands out, and is not to be reached while down. */
function serverOf(down: { is: boolean }) {
  const asked: string[] = [];
  const fetchFile = (id: string) => {
    asked.push(id);
    return down.is ? Promise.reject(new Error('no network')) : Promise.resolve(new Blob([`file ${id}`]));
  };
  return { asked, fetchFile };
}

describe('files of a definition', () => {
  it('come from the server once, and without network from this device', async () => {
    const database = await Database.open('files-once');
    const down = { is: false };
    const { asked, fetchFile } = serverOf(down);
    await keepFiles(fileIds(definition), database, fetchFile);
    down.is = true;
    const load = filesOf(definition, database, fetchFile);
    expect(await (await load('shelf.png'))?.text()).toBe('file aa');
    expect(await (await load('till.png'))?.text()).toBe('file bb');
    expect(asked).toEqual(['aa', 'bb']);
    expect(await load('unknown.png')).toBeUndefined();
    database.close();
  });

  it('are asked for once when several labels show the same, and again after a failure', async () => {
    const down = { is: true };
    const { asked, fetchFile } = serverOf(down);
    const load = filesOf(definition, undefined, fetchFile);
    await expect(load('shelf.png')).rejects.toThrow('no network');
    down.is = false;
    await Promise.all([load('shelf.png'), load('again.png'), load('shelf.png')]);
    expect(asked).toEqual(['aa', 'aa']);
  });

  it('are shown also where the device cannot keep them', async () => {
    const { fetchFile } = serverOf({ is: false });
    const full = { file: () => Promise.resolve(undefined), saveFile: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) };
    expect(await (await filesOf(definition, full, fetchFile)('shelf.png'))?.text()).toBe('file aa');
  });

  it('go when no questionnaire on this device shows them any more', async () => {
    const database = await Database.open('files-prune');
    for (const id of ['aa', 'bb', 'cc']) await database.saveFile(id, new Blob([id]));
    await database.saveCopy({ key: 'assignments:anna', content: [], files: ['aa'], savedAt: 1 });
    await database.saveCopy({ key: 'link:t', content: {}, files: ['bb'], savedAt: 1 });
    await database.pruneFiles();
    expect(await Promise.all(['aa', 'bb', 'cc'].map(async (id) => (await database.file(id)) !== undefined))).toEqual([true, true, false]);
    database.close();
  });
});
