import { expect, it } from 'vitest';
import { mappingOf, mistakesOf } from './table-mapping';

const column = (name: string, member: string) => ({ name, member });
const sound = [column('Nr', 'code'), column('Filiale', 'title'), column('Strasse', 'address'), column('Ort', 'address'), column('Leiter', '')];

it('says what is left out, too', () => expect(mappingOf(sound)).toEqual({ Nr: 'code', Filiale: 'title', Strasse: 'address', Ort: 'address', Leiter: '' }));

it.each([
  { name: 'sound, with an address in parts', given: sound, want: [] },
  { name: 'no code', given: sound.slice(1), want: [['code', 'missing']] },
  { name: 'two titles', given: [...sound, column('Name', 'title')], want: [['title', 'twice']] },
  { name: 'nothing', given: [], want: [['code', 'missing']] }
])('$name', ({ given, want }) => expect([...mistakesOf(given)]).toEqual(want));
