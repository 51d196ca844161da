import { describe, expect, it } from 'vitest';
import type { Definition } from '$lib/engine/definition';
import { differencesOf } from './differences';

const definition: Definition = {
  id: 'visit',
  version: 1,
  kind: 'mystery',
  title: { en: 'Visit' },
  defaultLanguage: 'en',
  choices: { yes_no: [{ name: 'yes', label: { en: 'Yes' } }, { name: 'no', label: { en: 'No' } }] },
  body: [
    { type: 'section', name: 'arrival', body: [{ type: 'select_one', name: 'greeted', choices: 'yes_no', label: { en: 'Greeted?' } }] },
    { type: 'repeat', name: 'people', label: { en: 'Person' }, body: [{ type: 'text', name: 'who', label: { en: 'Name' } }] },
    { type: 'image', name: 'photo', label: { en: 'Photo' } },
    { type: 'integer', name: 'wait', label: { en: 'Wait' } },
    { type: 'calculate', name: 'doubled', calculation: '${wait} * 2' }
  ]
};
const photo = (sha256: string) => ({ id: sha256, name: 'queue.jpg', type: 'image/jpeg', size: 1, sha256 });

describe('differences', () => {
  it.each([
    { name: 'nothing', before: { greeted: 'yes', wait: 3 }, after: { wait: 3, greeted: 'yes' }, want: [] },
    { name: 'another choice', before: { greeted: 'no' }, after: { greeted: 'yes' }, want: [['greeted', 'Greeted?', 'No', 'Yes']] },
    { name: 'added and taken out, as the questions stand', before: { wait: 3 }, after: { greeted: 'yes' }, want: [['greeted', 'Greeted?', '', 'Yes'], ['wait', 'Wait', '3', '']] },
    { name: 'not what is calculated', before: { doubled: 2 }, after: { doubled: 4 }, want: [] },
    { name: 'an instance more', before: { people: [{ who: 'Ann' }] }, after: { people: [{ who: 'Ann' }, { who: 'Ben' }] }, want: [['people[2].who', 'Person 2 – Name', '', 'Ben']] },
    { name: 'an instance less', before: { people: [{ who: 'Ann' }, { who: 'Ben' }] }, after: { people: [{ who: 'Ann' }] }, want: [['people[2].who', 'Person 2 – Name', 'Ben', '']] },
    { name: 'another photo of the same name', before: { photo: photo('a') }, after: { photo: photo('b') }, want: [['photo', 'Photo', 'queue.jpg', 'queue.jpg']] },
    { name: 'members in another order', before: { photo: { name: 'x', id: 'a' } }, after: { photo: { id: 'a', name: 'x' } }, want: [] }
  ])('$name', ({ before, after, want }) =>
    expect(differencesOf(definition, before, after).map((one) => [one.path, one.label, one.before, one.after])).toEqual(want)
  );
});
