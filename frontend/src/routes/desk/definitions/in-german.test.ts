import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inGerman } from './in-german';
import { german } from './german-findings';

const rooms = ['form', 'form/expr', 'xlsform'].map((room) => new URL(`../../../../../api/${room}/`, import.meta.url));
const source = rooms
  .flatMap((room) => readdirSync(room).flatMap((name) => (/(?<!_test)\.go$/.test(name) ? [readFileSync(new URL(name, room), 'utf8')] : [])))
  .join('\n');

describe('a finding in German', () => {
  it.each([
    { given: 'There are two indicators "a \\"b\\"".', want: 'Die Kennzahl „a \\"b\\"“ gibt es zweimal.' },
    { given: 'At character 3: there is no question "x".', want: 'Bei Zeichen 3: es gibt keine Frage „x“.' },
    { given: '"A b" cannot be an id. Use lower-case letters, digits, hyphens and underscores, at most 63.', want: '„A b“ kann keine Kennung sein. Erlaubt sind höchstens 63 Kleinbuchstaben, Ziffern, Binde- und Unterstriche.' },
    { given: 'The appearance “big” has no effect here.', want: 'Die Darstellung „big“ bewirkt hier nichts.' },
    { given: "Names have no letters beyond a to z; “straße” is called strasse, also where ${straße} stood.", want: 'Namen haben nur Buchstaben von a bis z; „straße“ heisst strasse, auch wo ${straße} stand.' },
    { given: 'Nobody has written this.', want: 'Nobody has written this.' }
  ])('$given', ({ given, want }) => expect(inGerman(given)).toBe(want));

  it.each(Object.keys(german).filter((english) => !/^This must be (a text|true or false|a whole number)\.$/.test(english)))('still belongs to what the server says: %s', (english) =>
    expect(source).toContain(JSON.stringify(english).slice(1, -1))
  );

  it('is there for every finding that is written out at its place', () => {
    const said = source.matchAll(/\.(?:wrong|warn)\([^\n]*?, ?"\w+",\s+"((?:[^"\\]|\\.)*)"/g);
    const missing = Array.from(said, ([, words = '']) => JSON.parse(`"${words}"`) as string).filter((words) => words.includes(' ') && !Object.hasOwn(german, words));
    expect(missing.filter((words) => words !== 'This must be %s.')).toEqual([]);
  });
});
