import { describe, expect, it } from 'vitest';
import { compile } from '$lib/engine';
import type { Definition } from '$lib/engine';
import { FormState, type MediaShelf } from './form.svelte';
import { Medium, Refused } from './medium.svelte';
import { UnreadablePicture } from './photo';

const definition: Definition = {
  id: 'm', version: 1, kind: 'mystery', title: { en: 'M' }, defaultLanguage: 'en',
  body: [
    { type: 'file', name: 'paper', label: { en: 'The **paper**' }, parameters: { maxSize: 1 } },
    { type: 'file', name: 'any', label: { en: 'Any' } }
  ]
};

/** A shelf with room for so many bytes in all. */
class Shelf implements MediaShelf {
  readonly kept = new Map<string, Blob>();
  constructor(private room = Infinity) {}

  async save(id: string, content: Blob): Promise<void> {
    if (content.size > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.room -= content.size;
    this.kept.set(id, content);
  }

  async load(id: string): Promise<Blob | undefined> {
    return this.kept.get(id);
  }
}

function mediumOf(shelf: Shelf, name = 'paper'): { medium: Medium; form: FormState } {
  const environment = { now: new Date(), zone: 'UTC', seed: 1, language: 'en' };
  const form = new FormState(compile(definition), environment, {}, { media: shelf });
  return { medium: new Medium('file', () => form.field(name)), form };
}

const file = (text: string) => new Blob([text], { type: 'text/plain;charset=utf-8' });

describe('a medium', () => {
  it('is kept under its digest with a name that tells nothing else', async () => {
    const shelf = new Shelf();
    const { medium, form } = mediumOf(shelf);
    await medium.attempt(() => medium.keep(file('hello'), 'txt'));
    const sha256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
    expect(form.field('paper').value).toEqual({ id: sha256, name: 'paper-2cf24dba.txt', type: 'text/plain', size: 5, sha256 });
    expect([...shelf.kept.keys()]).toEqual([sha256]);
    expect(medium.label).toBe('The paper');
  });

  it('is removed and put back', async () => {
    const { medium } = mediumOf(new Shelf());
    await medium.attempt(() => medium.keep(file('hello'), 'txt'));
    medium.remove();
    expect(medium.answer).toBeUndefined();
    medium.restore();
    expect(medium.answer?.size).toBe(5);
    expect(medium.removed).toBeUndefined();
  });

  it('forgets what was removed once there is another', async () => {
    const { medium } = mediumOf(new Shelf());
    await medium.attempt(() => medium.keep(file('one'), 'txt'));
    medium.remove();
    await medium.attempt(() => medium.keep(file('another'), 'txt'));
    medium.restore();
    expect(medium.answer?.size).toBe(7);
  });

  for (const { name, given, room, want } of [
    { name: 'of nothing', given: async (medium: Medium) => medium.keep(file(''), 'txt'), want: 'The file is empty.' },
    { name: 'above the definition’s limit', given: async (medium: Medium) => medium.keep(file('x'.repeat(1_048_577)), 'txt'), want: 'at most 1 MB' },
    { name: 'on a full device', given: async (medium: Medium) => medium.keep(file('hello'), 'txt'), room: 4, want: 'free some space' },
    { name: 'in HEIC', given: async () => Promise.reject(new UnreadablePicture(true)), want: 'HEIC' },
    { name: 'that is no picture', given: async () => Promise.reject(new UnreadablePicture(false)), want: 'JPEG or PNG' },
    { name: 'that a control refuses', given: async () => Promise.reject(new Refused(() => 'Not this one.')), want: 'Not this one.' }
  ]) {
    it(`${name} is refused with words and leaves the answer as it was`, async () => {
      const { medium } = mediumOf(new Shelf(room));
      await medium.attempt(() => given(medium));
      expect(medium.failure).toContain(want);
      expect([medium.answer, medium.busy]).toEqual([undefined, false]);
      await medium.attempt(async () => undefined);
      expect(medium.failure).toBe('');
    });
  }

  for (const { name, given, want } of [
    { name: 'the definition’s', given: 'paper', want: 1_048_576 },
    { name: 'what can be sent', given: 'any', want: 50 * 1_048_576 }
  ]) {
    it(`has a limit: ${name}`, () => expect(mediumOf(new Shelf(), given).medium.maxSize).toBe(want));
  }
});
