import { language } from '$lib/ui/language.svelte';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importProblemText } from './import-problem';

const columns = [
  { name: 'Nr', member: 'code' },
  { name: 'Breite', member: 'lat' },
  { name: 'Offen', member: 'openingHours' }
];

describe('importProblemText', () => {
  beforeAll(() => void (language.current = 'de'));
  afterAll(() => void (language.current = 'en'));

  it.each([
    { name: 'a latitude off the earth', given: { code: 'range', column: 'Breite', message: 'The latitude …' }, want: 'Die Breite liegt zwischen -90 und 90 Grad.' },
    { name: 'opening hours that cannot be read', given: { code: 'format', column: 'Offen', message: '…' }, want: 'Schreiben Sie die Öffnungszeiten wie Mo-Fr 09:00-18:30; Sa 09:00-16:00.' },
    { name: 'a title without a column', given: { code: 'required', column: 'title', message: '…' }, want: 'Der Standort braucht einen Titel.' },
    { name: 'the same code twice', given: { code: 'duplicate', message: 'Row 2 has the same code.' }, want: 'Eine frühere Zeile hat denselben Code.' },
    { name: 'a code not known here', given: { code: 'odd', column: 'Nr', message: 'Odd.' }, want: 'Odd.' }
  ])('tells $name', ({ given, want }) => {
    expect(importProblemText(given, columns)).toBe(want);
  });
});
