import { expect, it } from 'vitest';
import { attachmentsIn } from './attached';

const file = (sha256: string) => ({ id: sha256, name: `${sha256}.jpg`, type: 'image/jpeg', size: 3, sha256 });
const ref = (id: string, question: string) => ({ id, question, name: `${id}.jpg`, type: 'image/jpeg', size: 3 });

for (const { name, given, want } of [
  { name: 'none', given: { age: 3, colours: ['red', 'blue'], place: { lat: 1, lon: 2 }, way: [{ lat: 1, lon: 2 }, { lat: 1, lon: 3 }] }, want: [] },
  { name: 'beside others', given: { age: 3, shelf: file('a'), voice: file('b') }, want: [ref('a', 'shelf'), ref('b', 'voice')] },
  {
    name: 'in a repeat, by the instance it lies in',
    given: { people: [{ age: 3 }, { face: file('a') }] },
    want: [ref('a', 'people[2].face')]
  },
  {
    name: 'in a repeat within a repeat',
    given: { people: [{ visits: [{ note: 'x' }, { proof: file('a') }], face: file('b') }] },
    want: [ref('a', 'people[1].visits[2].proof'), ref('b', 'people[1].face')]
  },
  { name: 'the same file at two questions, under both', given: { one: file('a'), other: file('a') }, want: [ref('a', 'one'), ref('a', 'other')] }
]) {
  it(name, () => expect(attachmentsIn(given)).toEqual(want));
}
